package org.curlew.storage.retention;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.KeyFileSigner;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.S3ObjectStore;
import org.curlew.storage.objects.StoreBefore;
import org.curlew.storage.objects.TestObjectServer;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackKeys;
import org.curlew.storage.packs.PackWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Disposals on a real store; a test says where media were found, and when it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DisposalBase {

    static final Instant NOW = Instant.parse("2026-06-01T09:00:00Z");
    static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    static final CaseFacts ACQUITTED = new CaseFacts(CaseOutcome.ACQUITTED, LocalDate.of(2026, 5, 1), null, false);
    static final AtomicLong IDS = new AtomicLong(100);

    @TempDir
    static Path folder;

    TestObjectServer server;
    ObjectStore store;
    StoreBefore before;
    TestDatabase database;
    JdbcTemplate jdbc;
    MediaPacks packs;
    KeyFileSigner signer;

    Found found;
    long caseId;
    Retention retention;
    Disposals disposals;
    DisposalCertificates certificates;

    /** Where media were found, as the pipeline would answer. */
    static final class Found implements StoredEvidence {
        final Map<Long, Set<String>> media = new HashMap<>();
        final Map<Long, List<String>> images = new HashMap<>();
        final Set<Long> atWork = new TreeSet<>();

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
        public boolean atWork(long exhibitId) {
            return atWork.contains(exhibitId);
        }

        @Override
        public List<String> letGoOfImages(long exhibitId) {
            return images.getOrDefault(exhibitId, List.of());
        }
    }

    TestObjectServer server(Path where) {
        return TestObjectServer.embedded(where);
    }

    @BeforeAll
    void start() {
        server = server(folder.resolve("server"));
        before = new StoreBefore(S3ObjectStore.connect(
                server.settings("media").withPatience(Duration.ofSeconds(2), Duration.ofSeconds(5))));
        store = before.store();
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

    void at(Instant now) {
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

    static String image(long exhibit, int acquisition) {
        return "images/" + exhibit + "/" + acquisition + "/00000/00000000";
    }

    Disposal dispose(long exhibit) {
        long id = disposals.propose(item(exhibit), "sgt", "due");
        disposals.approve(id, "insp", "agreed");
        return disposals.carryOut(id);
    }

    long exhibit(String reference) {
        long id = IDS.incrementAndGet();
        retention.keepExhibit(caseId, "OP-" + caseId, id, reference);
        return id;
    }

    long item(long exhibit) {
        return retention.ofExhibit(exhibit).orElseThrow().id();
    }

    List<byte[]> media(long exhibit, int seed, int count) {
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

    long storedBytes() {
        long[] bytes = new long[1];
        store.list("packs/", head -> bytes[0] += head.size());
        return bytes[0];
    }

    static String sha256(byte[] bytes) {
        return ObjectContent.of(bytes).sha256();
    }

    String ledger(String kind, long exhibit) {
        return jdbc.queryForObject(
                "select p.act from ledger_pending p join retention_item i on i.exhibit_id = ?"
                        + " and p.subjects @> array['exhibit:' || i.exhibit_reference, 'case:' || i.case_reference]"
                        + " where p.kind = ?",
                String.class,
                exhibit,
                kind);
    }
}
