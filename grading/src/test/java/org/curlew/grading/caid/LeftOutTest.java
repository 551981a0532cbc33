package org.curlew.grading.caid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.grading.media.Samples.found;
import static org.curlew.grading.media.Samples.picture;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.curlew.grading.caid.CaidExport.Made;
import org.curlew.grading.media.Content;
import org.curlew.grading.media.MediaBytes;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.vics.CaseContact;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Media that should go to CAID and whose bytes were disposed of. */
class LeftOutTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Instant NOW = Instant.now();
    private static final BundleSigner FORCE =
            TestKeys.ec("Synthetic Constabulary", NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(365)));

    @TempDir
    Path folder;

    private final String operation = "OP-" + System.nanoTime();
    private final Set<String> gone = new HashSet<>();
    private final MediaBytes store = sha256 -> Stream.of("a", "b", "c")
            .filter(text -> content(text).sha256().equals(sha256) && !gone.contains(text))
            .findFirst()
            .map(text -> new ByteArrayInputStream((operation + text).getBytes(StandardCharsets.UTF_8)))
            .orElseThrow(() -> new FileNotFoundException(sha256));
    private final CaidExport.Settings settings = new CaidExport.Settings(store, NOW, FORCE, "1.0", CaseContact.NONE);
    private Desk desk;
    private long caseId;

    @BeforeEach
    void a_case_with_three_graded_pictures() throws IOException {
        desk = Desk.open(DATABASE, folder);
        Exhibits exhibits = new Exhibits(DATABASE.dataSource());
        long exhibit = exhibits.bookIn(operation, "ABC/1", "examiner").id();
        caseId = exhibits.findCase(operation).orElseThrow();
        desk.media()
                .record(exhibit, Stream.of("a", "b", "c").map(text -> found(operation + text, "/" + text + ".jpg")));
        desk.grades()
                .append(
                        new Grading(caseId, "uk-2014", "A", "ann", null, Grading.Basis.VIEWED, ""),
                        Stream.of("a", "b", "c")
                                .map(text -> content(text).sha256())
                                .toList());
    }

    @Test
    void a_bundle_says_which_media_were_disposed_of_and_what_to_do() {
        long disposal = disposed("b");
        String line = "The bytes of a media that goes were disposed of before CAID received them: MD5 "
                + content("b").md5() + " (SHA-256 " + content("b").sha256() + "; disposal " + disposal
                + ", erased on 2026-10-03): import the exhibit again, or leave what is gone out with curlew caid leave-out"
                + " --case " + operation + " --reason TEXT --person NAME.";

        assertThatThrownBy(() -> desk.export().draft(caseId, "uk-2014", VicsProfile.UK, folder, settings))
                .isInstanceOf(CaidException.class)
                .hasMessage(line);
        assertThatThrownBy(() -> desk.releases().request(caseId, "uk-2014", VicsProfile.UK, "cay"))
                .as("before anybody agrees to it")
                .hasMessageContaining(line);
        disposed("c");
        assertThat(desk.releases().obstacles(caseId, "uk-2014")).singleElement().satisfies(obstacle -> {
            assertThat(obstacle.kind()).as("what leaving out takes away").isEqualTo(Obstacle.Kind.BYTES_DISPOSED_OF);
            assertThat(obstacle.words()).contains("2 media that go were disposed of", "the first MD5 ");
        });
    }

    @Test
    void what_is_left_out_with_a_reason_stays_out_of_bundle_counts_and_alarm_and_on_record() throws IOException {
        disposed("b");
        assertThatThrownBy(() -> desk.leftOut().leaveOut(caseId, "uk-2014", " ", "cay"))
                .hasMessageContaining("give one");

        assertThat(desk.leftOut().leaveOut(caseId, "uk-2014", "the phone was destroyed", "cay"))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.md5()).isEqualTo(content("b").md5());
                    assertThat(item.actor()).isEqualTo("cay");
                    assertThat(item.reason()).isEqualTo("the phone was destroyed");
                });

        assertThat(released().media()).isEqualTo(2);
        assertThat(desk.uploads().counts(caseId, desk.schemes().get("uk-2014")).awaiting())
                .isZero();
        assertThat(desk.uploads().overdue(NOW.plusSeconds(60), List.of(1, 2, 3), "uk-2014"))
                .filteredOn(late -> late.caseId() == caseId)
                .singleElement()
                .satisfies(
                        late -> assertThat(late.media()).as("made and not sent").isEqualTo(2));
        assertThat(DATABASE.jdbc()
                        .sql(
                                "select count(*) from ledger_pending where kind = 'LEFT_OUT_OF_BUNDLES' and ? = any(subjects)")
                        .param("case:" + operation)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        for (String change : List.of(
                "delete from caid_left_out", "update caid_left_out set reason = 'x'", "truncate caid_left_out")) {
            assertThatThrownBy(() -> DATABASE.jdbc().sql(change).update())
                    .as(change)
                    .hasMessageContaining("evidence");
        }
    }

    @Test
    void what_is_imported_again_goes_like_any_other() throws IOException {
        disposed("b");
        desk.leftOut().leaveOut(caseId, "uk-2014", "the phone was destroyed", "cay");

        gone.clear();
        DATABASE.jdbc()
                .sql("""
                        with made as (insert into pack (id, object_key, bytes, sha256, wrapped_key, key_id)
                                      values (gen_random_uuid(), ?, 1, ?, ?, '') returning id)
                        insert into pack_item (sha256, pack_id, start, length, stored_length)
                        select decode(?, 'hex'), id, 0, 1, 1 from made
                        """)
                .params(operation, new byte[32], new byte[40], content("b").sha256())
                .update();

        assertThat(desk.leftOut().ofCase(caseId)).isEmpty();
        assertThat(released().media()).isEqualTo(3);
    }

    @Test
    void nothing_is_left_out_that_has_its_bytes() {
        assertThatThrownBy(() -> desk.leftOut().leaveOut(caseId, "uk-2014", "too large", "cay"))
                .isInstanceOf(CaidException.class)
                .hasMessageContaining("Nothing of the case that goes to CAID was disposed of");
    }

    @Test
    void what_caid_had_before_it_was_disposed_of_goes_as_a_row() throws IOException {
        Made first = released();
        desk.uploads().sent(first.bundleId(), "eve", "CAID");
        desk.uploads().receipt(first.bundleId(), List.of(), "", "eve");
        disposed("b");

        Made again = released();

        assertThat(again.media()).isEqualTo(3);
        try (ZipFile zip = new ZipFile(again.file().toFile())) {
            assertThat(zip.getEntry(BundleWriter.path(content("a").md5()))).isNotNull();
            assertThat(zip.getEntry(BundleWriter.path(content("b").md5()))).isNull();
        }
    }

    private Made released() throws IOException {
        Releases.Release asked = desk.releases().request(caseId, "uk-2014", VicsProfile.UK, "cay");
        desk.releases().decide(asked.id(), true, "dee", "checked");
        return desk.export().released(asked.id(), "cay", folder, settings);
    }

    private long disposed(String text) {
        gone.add(text);
        long item = DATABASE.jdbc()
                .sql("insert into retention_item (class, case_id, case_reference) values (?, ?, ?) returning id")
                .params("extracted data " + text, caseId, operation)
                .query(Long.class)
                .single();
        long disposal = DATABASE.jdbc().sql("""
                        insert into disposal (item_id, state, rule, rule_version, due_on, reason, proposed_by, decided_by, erased_at)
                        values (?, 'DONE', 'x', '1', date '2026-10-01', 'due', 'pat', 'ray', '2026-10-03T10:00:00Z') returning id
                        """).param(item).query(Long.class).single();
        DATABASE.jdbc()
                .sql("insert into disposal_content (disposal_id, sha256, bytes) values (?, ?, 1)")
                .params(disposal, HexFormat.of().parseHex(content(text).sha256()))
                .update();
        return disposal;
    }

    /** Of this test alone: what CAID received from one case it has for all. */
    private Content content(String text) {
        return picture(operation + text);
    }
}
