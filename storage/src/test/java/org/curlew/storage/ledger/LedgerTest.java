package org.curlew.storage.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;

class LedgerTest {

    @TempDir
    Path folder;

    private LedgerFixture fixture;

    @BeforeEach
    void create() throws Exception {
        fixture = new LedgerFixture(folder);
    }

    @Test
    void an_entry_exists_if_and_only_if_its_act_was_committed() {
        LedgerEntry act = LedgerEntry.of("examiner", "EXHIBIT_BOOKED_IN", ProcessingAct.COLLECTION);

        fixture.transactions.executeWithoutResult(status -> fixture.ledger.append(act));
        fixture.transactions.executeWithoutResult(status -> {
            fixture.ledger.append(act);
            status.setRollbackOnly();
        });

        assertThat(fixture.chainer.chain()).isEqualTo(1);
        assertThat(numbers()).containsExactly(1L);
    }

    @Test
    void a_lost_signing_key_is_not_replaced_once_checkpoints_were_signed() throws Exception {
        Path keys = folder.resolve("keys");
        Files.delete(keys.resolve("ledger-signing.p12"));
        Files.delete(keys.resolve("ledger-signing.password"));

        assertThatThrownBy(() -> KeyFileSigner.open(keys, "Example Police", () -> true))
                .isInstanceOf(LedgerException.class)
                .hasMessageContainingAll("ledger-signing.p12", "it is missing", "from the backup");
        assertThat(keys).isEmptyDirectory();
        assertThat(KeyFileSigner.open(keys, "Example Police", () -> false).certificate())
                .isNotEqualTo(fixture.signer.certificate());
    }

    @Test
    void an_entry_outside_a_transaction_is_refused() {
        LedgerEntry act = LedgerEntry.of("examiner", "EXHIBIT_VIEWED", ProcessingAct.CONSULTATION);

        assertThatThrownBy(() -> fixture.ledger.append(act)).isInstanceOf(IllegalStateException.class);
        assertThat(fixture.chainer.chain()).isZero();
    }

    @Test
    void writers_that_commit_and_roll_back_at_once_leave_a_chain_without_a_gap() throws Exception {
        int writers = 6;
        int acts = 60;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Callable<Integer>> work = IntStream.range(0, writers)
                    .<Callable<Integer>>mapToObj(writer -> () -> write(writer, acts))
                    .toList();
            int committed = 0;
            var running = work.stream().map(threads::submit).toList();
            fixture.chainer.chain();
            for (var each : running) {
                committed += each.get();
            }
            fixture.chainer.chain();

            assertThat(committed).isBetween(1, writers * acts - 1);
            assertThat(numbers())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, committed).boxed().toList());
        }
        fixture.export.export(folder.resolve("out"));
        assertThat(LedgerVerifier.verify(folder.resolve("out"), folder.resolve("out/certificate.pem"))
                        .fault())
                .isEmpty();
    }

    private int write(int writer, int acts) {
        Random random = new Random(writer);
        int committed = 0;
        for (int i = 0; i < acts; i++) {
            boolean keep = random.nextInt(3) > 0;
            fixture.transactions.executeWithoutResult(status -> {
                fixture.ledger.append(LedgerEntry.of("writer", "ACT", ProcessingAct.ALTERATION));
                if (!keep) {
                    status.setRollbackOnly();
                }
            });
            committed += keep ? 1 : 0;
        }
        return committed;
    }

    @Test
    void two_chainers_at_once_make_one_chain() throws Exception {
        fixture.acts(200);
        LedgerChainer second = new LedgerChainer(fixture.jdbc, fixture.transactions);

        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            var first = threads.submit(fixture.chainer::chain);
            var other = threads.submit(second::chain);
            assertThat(first.get() + other.get()).isEqualTo(200);
        }
        assertThat(numbers())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void the_product_itself_cannot_change_or_delete_an_entry() {
        fixture.acts(1);
        fixture.chainer.chain();

        assertThatThrownBy(() -> fixture.jdbc.update("update ledger_entry set actor = 'x'"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> fixture.jdbc.update("delete from ledger_entry"))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> fixture.jdbc.update("truncate ledger_entry")).isInstanceOf(DataAccessException.class);
    }

    @Test
    void names_that_no_text_can_hold_are_recorded_all_the_same() throws Exception {
        LedgerEntry act = LedgerEntry.of("machine", "FILE_READ", ProcessingAct.CONSULTATION)
                .with("path", "nul \0 newline \n quote \" half \ud800 emoji \ud83d\ude00")
                .with("offset", Long.MAX_VALUE);
        fixture.transactions.executeWithoutResult(status -> fixture.ledger.append(act));

        fixture.export.export(folder.resolve("out"));

        assertThat(LedgerVerifier.verify(folder.resolve("out"), folder.resolve("out/certificate.pem"))
                        .sound())
                .isTrue();
    }

    private List<Long> numbers() {
        return fixture.jdbc.queryForList("select number from ledger_entry order by number", Long.class);
    }
}
