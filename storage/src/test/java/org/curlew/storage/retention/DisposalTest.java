package org.curlew.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.KeyFileSigner;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.S3ObjectStore;
import org.curlew.storage.objects.TestObjectServer;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackKeys;
import org.curlew.storage.packs.PackWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisposalTest {

    private static final Instant NOW = Instant.parse("2026-06-01T09:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final CaseFacts ACQUITTED =
            new CaseFacts(CaseOutcome.ACQUITTED, LocalDate.of(2026, 5, 1), null, false);
    private static final AtomicLong IDS = new AtomicLong(100);

    @TempDir
    static Path folder;

    private TestObjectServer server;
    private ObjectStore store;
    private TestDatabase database;
    private JdbcTemplate jdbc;
    private MediaPacks packs;
    private KeyFileSigner signer;

    private Found found;
    private long caseId;
    private Retention retention;
    private Disposals disposals;
    private DisposalCertificates certificates;

    /** Where media were found, as the pipeline would answer. */
    private static final class Found implements StoredEvidence {
        private final Map<Long, Set<String>> media = new HashMap<>();
        private final Map<Long, List<String>> images = new HashMap<>();

        @Override
        public void media(long exhibitId, Consumer<List<String>> digests) {
            for (String each : media.getOrDefault(exhibitId, Set.of())) {
                digests.accept(List.of(each));
            }
        }

        @Override
        public Map<String, Set<Long>> exhibits(Collection<String> sha256s) {
            Map<String, Set<Long>> all = new HashMap<>();
            media.forEach(
                    (exhibit, held) -> held.stream().filter(sha256s::contains).forEach(each -> all.computeIfAbsent(
                                    each, key -> new TreeSet<>())
                            .add(exhibit)));
            return all;
        }

        @Override
        public List<String> imageObjects(long exhibitId) {
            return images.getOrDefault(exhibitId, List.of());
        }
    }

    TestObjectServer server(Path where) {
        return TestObjectServer.embedded(where);
    }

    @BeforeAll
    void start() {
        server = server(folder.resolve("server"));
        store = S3ObjectStore.connect(
                server.settings("media").withPatience(Duration.ofSeconds(2), Duration.ofSeconds(5)));
        database = TestDatabase.create();
        jdbc = new JdbcTemplate(database.dataSource());
        signer = KeyFileSigner.open(folder.resolve("keys"), "Test force");
        packs = new MediaPacks(
                store,
                jdbc,
                database.transactions(),
                new Ledger(database.dataSource()),
                PackKeys.open(folder.resolve("pack-keys"), List::of),
                folder.resolve("work"),
                1 << 20);
    }

    @AfterAll
    void stop() {
        packs.close();
        store.close();
        server.close();
    }

    @BeforeEach
    void services() {
        found = new Found();
        caseId = IDS.incrementAndGet();
        at(NOW);
    }

    private void at(Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Ledger ledger = new Ledger(database.dataSource());
        RetentionRules rules = RetentionRules.shipped();
        retention = new Retention(database.jdbc(), database.transactions(), ledger, rules, clock);
        certificates = new DisposalCertificates(jdbc, rules, signer);
        disposals = new Disposals(
                database.jdbc(),
                database.transactions(),
                ledger,
                retention,
                new DisposalWork(
                        jdbc, database.transactions(), ledger, retention, found, store, packs, certificates, clock));
    }

    @Test
    void two_people_dispose_and_the_bytes_go_while_the_digests_stay_with_a_signed_certificate() throws Exception {
        long exhibit = exhibit("ABC/1");
        List<byte[]> media = media(exhibit, 1, 8);
        store.put("images/" + exhibit, ObjectContent.of(new byte[1000]));
        found.images.put(exhibit, List.of("images/" + exhibit));
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        long before = storedBytes();

        assertThat(retention.reviewQueue())
                .extracting(s -> s.item().exhibitId())
                .containsOnlyOnce(exhibit);
        long id = disposals.propose(item(exhibit), "sgt", "acquitted, no appeal in time");
        disposals.approve(id, "insp", "agreed");
        Disposal done = disposals.carryOut(id);

        assertThat(done.state()).isEqualTo(Disposal.State.DONE);
        assertThat(done.media()).isEqualTo(8);
        assertThat(done.bytes()).isEqualTo(8 * 20_000);
        assertThat(before - storedBytes()).isGreaterThan(8 * 20_000);
        assertThat(store.head("images/" + exhibit)).isEmpty();
        assertThat(packs.stored(media.stream().map(DisposalTest::sha256).toList()))
                .isEmpty();
        assertThat(retention.reviewQueue())
                .extracting(s -> s.item().exhibitId())
                .doesNotContain(exhibit);

        certificates.write(id, folder.resolve("certificate"));
        byte[] text = Files.readAllBytes(folder.resolve("certificate/certificate.json"));
        byte[] digests = Files.readAllBytes(folder.resolve("certificate/digests.csv"));
        assertThat(new String(text))
                .contains("\"proposedBy\":\"sgt\"", "\"approvedBy\":\"insp\"", "\"id\":\"data-ended\"", "CPIA Code s.5")
                .contains(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(digests)));
        assertThat(new String(digests).lines()).hasSize(8).contains(sha256(media.getFirst()) + ",20000");
        CMSSignedData signed = new CMSSignedData(
                new CMSProcessableByteArray(text), Files.readAllBytes(folder.resolve("certificate/certificate.p7s")));
        SignerInformation by = signed.getSignerInfos().iterator().next();
        assertThat(by.verify(new JcaSimpleSignerInfoVerifierBuilder().build(signer.certificate())))
                .isTrue();
        assertThat(ledger("EXTRACTED_DATA_ERASED", exhibit)).isEqualTo("ERASURE");
        assertThat(ledger("DISPOSAL_CERTIFIED", exhibit)).isEqualTo("ERASURE");
    }

    @Test
    void one_person_alone_cannot_dispose_not_even_past_the_service() {
        long exhibit = exhibit("ABC/2");
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        long id = disposals.propose(item(exhibit), "sgt", "due");

        assertThatThrownBy(() -> disposals.carryOut(id)).hasMessageContaining("approval of a second person");
        assertThatThrownBy(() -> disposals.approve(id, "sgt", "me again")).hasMessageContaining("second person");
        assertThatThrownBy(() -> jdbc.update("update disposal set decided_by = 'sgt' where id = ?", id))
                .hasMessageContaining("disposal_check");
    }

    @Test
    void a_legal_hold_wins_even_after_the_approval() {
        long exhibit = exhibit("ABC/3");
        byte[] kept = media(exhibit, 30, 1).getFirst();
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        long id = disposals.propose(item(exhibit), "sgt", "due");
        disposals.approve(id, "insp", "agreed");
        long hold = retention.hold(caseId, null, "legal", "civil claim");

        assertThatThrownBy(() -> disposals.carryOut(id)).hasMessageContaining("legal hold by legal (civil claim)");
        assertThat(packs.read(sha256(kept))).isEqualTo(kept);
        assertThat(disposals.find(id).waitsFor()).contains("civil claim");
        assertThat(disposals.find(id).state()).isEqualTo(Disposal.State.APPROVED);

        retention.lift(hold, "legal", "claim ended");
        assertThat(disposals.carryOut(id).state()).isEqualTo(Disposal.State.DONE);
    }

    @Test
    void a_hold_on_one_exhibit_leaves_the_others_of_the_case_free() {
        long held = exhibit("ABC/4");
        long free = exhibit("ABC/5");
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        retention.hold(caseId, held, "legal", "disputed owner");

        assertThat(retention.reviewQueue())
                .extracting(s -> s.item().exhibitId())
                .contains(free)
                .doesNotContain(held);
        assertThatThrownBy(() -> disposals.propose(item(held), "sgt", "due")).hasMessageContaining("disputed owner");
    }

    @Test
    void an_appeal_lodged_after_the_approval_stops_the_disposal() {
        long exhibit = exhibit("ABC/6");
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        long id = disposals.propose(item(exhibit), "sgt", "due");
        disposals.approve(id, "insp", "agreed");
        retention.outcome(
                caseId, new CaseFacts(CaseOutcome.ACQUITTED, LocalDate.of(2026, 5, 1), null, true), "cps", "reference");

        assertThatThrownBy(() -> disposals.carryOut(id)).hasMessageContaining("an appeal is pending");
    }

    @Test
    void media_that_lie_on_an_exhibit_that_is_kept_stay_and_go_with_the_last_one() {
        long first = exhibit("ABC/7");
        long second = exhibit("ABC/8");
        byte[] shared = media(first, 70, 3).getFirst();
        found.media.computeIfAbsent(second, key -> new TreeSet<>()).add(sha256(shared));
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");

        Disposal one = dispose(first);
        assertThat(one.media()).isEqualTo(2);
        assertThat(one.keptForOthers()).isEqualTo(1);
        assertThat(packs.read(sha256(shared))).isEqualTo(shared);

        Disposal two = dispose(second);
        assertThat(two.media()).isEqualTo(1);
        assertThat(packs.stored(List.of(sha256(shared)))).isEmpty();
    }

    @Test
    void an_open_case_and_a_custodial_sentence_without_release_hold_the_data() {
        long exhibit = exhibit("ABC/9");
        assertThatThrownBy(() -> disposals.propose(item(exhibit), "sgt", "full disk"))
                .hasMessageContaining("held: kept at least until a decision");
        retention.outcome(
                caseId,
                new CaseFacts(CaseOutcome.CONVICTED_CUSTODY, LocalDate.of(2020, 1, 1), null, false),
                "sgt",
                "eight years");
        assertThatThrownBy(() -> disposals.propose(item(exhibit), "sgt", "full disk"))
                .hasMessageContaining("day of release is not recorded");
    }

    @Test
    void a_review_can_keep_an_item_longer_and_it_comes_back_on_that_day() {
        long exhibit = exhibit("ABC/10");
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        retention.keepUntil(item(exhibit), TODAY.plusDays(10), "insp", "linked enquiry");

        assertThat(retention.reviewQueue())
                .extracting(s -> s.item().exhibitId())
                .doesNotContain(exhibit);
        assertThatThrownBy(() -> disposals.propose(item(exhibit), "sgt", "due"))
                .hasMessageContaining("kept until 2026-06-11");
        at(NOW.plus(Duration.ofDays(10)));
        assertThat(retention.reviewQueue())
                .extracting(s -> s.item().exhibitId())
                .contains(exhibit);
    }

    @Test
    void a_disposal_whose_store_is_gone_waits_with_the_reason_and_goes_on() {
        long exhibit = exhibit("ABC/11");
        byte[] media = media(exhibit, 110, 2).getFirst();
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        long id = disposals.propose(item(exhibit), "sgt", "due");
        disposals.approve(id, "insp", "agreed");
        found.images.put(exhibit, List.of("")); // no object can have that key

        assertThatThrownBy(() -> disposals.carryOut(id)).isInstanceOf(RuntimeException.class);
        assertThat(disposals.find(id).state()).isEqualTo(Disposal.State.ERASED);
        assertThat(disposals.find(id).waitsFor()).isNotBlank();
        assertThat(disposals.unfinished()).extracting(Disposal::id).contains(id);
        assertThat(packs.stored(List.of(sha256(media)))).isEmpty();

        found.images.clear();
        assertThat(disposals.carryOut(id).state()).isEqualTo(Disposal.State.DONE);
        assertThat(disposals.carryOut(id).certificate())
                .isEqualTo(disposals.find(id).certificate());
    }

    @Test
    void a_case_record_is_only_reviewed() {
        exhibit("ABC/12");
        long record = jdbc.queryForObject(
                "select id from retention_item where case_id = ? and class = 'CASE_RECORD'", Long.class, caseId);
        retention.outcome(
                caseId, new CaseFacts(CaseOutcome.ACQUITTED, LocalDate.of(2010, 1, 1), null, false), "sgt", "old");

        assertThat(retention.reviewQueue()).extracting(s -> s.item().id()).contains(record);
        assertThatThrownBy(() -> disposals.propose(record, "sgt", "old")).hasMessageContaining("reviewed and kept");
    }

    @Test
    void a_refused_disposal_leaves_everything_and_can_be_proposed_again() {
        long exhibit = exhibit("ABC/13");
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        long id = disposals.propose(item(exhibit), "sgt", "due");
        assertThatThrownBy(() -> disposals.propose(item(exhibit), "dc", "due")).hasMessageContaining("already");

        disposals.refuse(id, "insp", "wait for the civil claim");

        assertThatThrownBy(() -> disposals.carryOut(id)).hasMessageContaining("REFUSED");
        assertThat(disposals.propose(item(exhibit), "sgt", "again")).isGreaterThan(id);
    }

    private Disposal dispose(long exhibit) {
        long id = disposals.propose(item(exhibit), "sgt", "due");
        disposals.approve(id, "insp", "agreed");
        return disposals.carryOut(id);
    }

    private long exhibit(String reference) {
        long id = IDS.incrementAndGet();
        retention.keepExhibit(caseId, "OP-" + caseId, id, reference);
        return id;
    }

    private long item(long exhibit) {
        return retention.ofExhibit(exhibit).orElseThrow().id();
    }

    private List<byte[]> media(long exhibit, int seed, int count) {
        List<byte[]> all = new ArrayList<>();
        try (PackWriter writer = packs.writer("machine")) {
            for (int i = 0; i < count; i++) {
                byte[] bytes = new byte[20_000];
                new Random(1000L * seed + i).nextBytes(bytes);
                all.add(bytes);
                writer.put(sha256(bytes), bytes.length, new ByteArrayInputStream(bytes));
                found.media.computeIfAbsent(exhibit, key -> new TreeSet<>()).add(sha256(bytes));
            }
            writer.flush();
        }
        return all;
    }

    private long storedBytes() {
        long[] bytes = new long[1];
        store.list("packs/", head -> bytes[0] += head.size());
        return bytes[0];
    }

    private static String sha256(byte[] bytes) {
        return ObjectContent.of(bytes).sha256();
    }

    private String ledger(String kind, long exhibit) {
        return jdbc.queryForObject(
                "select p.act from ledger_pending p join retention_item i on i.exhibit_id = ?"
                        + " and p.subjects @> array['exhibit:' || i.exhibit_reference, 'case:' || i.case_reference]"
                        + " where p.kind = ?",
                String.class,
                exhibit,
                kind);
    }
}
