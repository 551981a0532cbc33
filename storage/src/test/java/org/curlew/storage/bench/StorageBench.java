package org.curlew.storage.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.KeyFileSigner;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerChainer;
import org.curlew.storage.ledger.LedgerCheckpoints;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.LedgerExport;
import org.curlew.storage.ledger.LedgerVerdict;
import org.curlew.storage.ledger.LedgerVerifier;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.storage.objects.EmbeddedObjectServer;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.S3ObjectStore;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackKeys;
import org.curlew.storage.packs.PackWriter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Arguments: {@code ledger SECONDS}, {@code packs MEDIA}, {@code verify ENTRIES}. Prints one line a figure. */
public final class StorageBench {

    private static final int MEDIA_BYTES = 50_000;
    private static final int WRITERS = 8;
    private static final PrintStream OUT = System.out;

    private final Path folder;

    private StorageBench(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        StorageBench bench = new StorageBench(Files.createTempDirectory("curlew-bench"));
        int number = Integer.parseInt(arguments[1]);
        switch (arguments[0]) {
            case "ledger" -> bench.ledger(number);
            case "packs" -> bench.packs(number);
            case "verify" -> bench.verify(number);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private HikariDataSource pool() {
        TestDatabase database = TestDatabase.create();
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(WRITERS + 4);
        new JdbcTemplate(database.dataSource()).execute("alter system set synchronous_commit = on");
        new JdbcTemplate(database.dataSource()).queryForList("select pg_reload_conf()");
        return new HikariDataSource(config);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void ledger(int seconds) throws Exception {
        try (HikariDataSource source = pool();
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            JdbcTemplate jdbc = new JdbcTemplate(source);
            TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
            Ledger ledger = new Ledger(source);
            LedgerChainer chainer = new LedgerChainer(jdbc, transactions);
            chainer.start(Duration.ofMillis(100));
            long start = System.nanoTime();
            List<Future<Long>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(threads.submit(() -> {
                    long acts = 0;
                    while (seconds(start) < seconds) {
                        LedgerEntry act = LedgerEntry.of("examiner", "PICTURE_VIEWED", ProcessingAct.CONSULTATION)
                                .about("exhibit:ABC/" + acts)
                                .with("page", acts);
                        transactions.executeWithoutResult(status -> ledger.append(act));
                        acts++;
                    }
                    return acts;
                }));
            }
            long acts = 0;
            for (Future<Long> writer : writers) {
                acts += writer.get();
            }
            double wrote = seconds(start);
            chainer.close();
            long behind = chainer.chain();
            double all = seconds(start);
            OUT.printf(
                    "ledger: %d acts by %d writers, %.0f acts/s written, %d behind at the end, %.0f acts/s chained%n",
                    acts, WRITERS, acts / wrote, behind, acts / all);
        }
    }

    private void packs(int media) throws Exception {
        try (HikariDataSource source = pool();
                EmbeddedObjectServer server = EmbeddedObjectServer.start(folder.resolve("server"));
                ObjectStore store = S3ObjectStore.connect(server.settings("bench"))) {
            TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
            JdbcTemplate jdbc = new JdbcTemplate(source);
            MediaPacks packs = new MediaPacks(
                    store,
                    jdbc,
                    transactions,
                    new Ledger(source),
                    PackKeys.open(folder.resolve("keys")),
                    folder.resolve("work"),
                    MediaPacks.PACK_BYTES);
            List<String> digests = new ArrayList<>();
            int single = Math.min(media, 1000);
            put(packs, 1_000_000_000, Math.min(2000, media), new ArrayList<>());
            long start = System.nanoTime();
            for (int i = 0; i < single; i++) {
                store.put("single/" + i, ObjectContent.of(media(-i - 1)));
            }
            double one = single / seconds(start);
            start = System.nanoTime();
            put(packs, 0, media, digests);
            double packed = media / seconds(start);
            OUT.printf(
                    "packs: %d media of %d bytes: %.0f/s (%.0f MB/s); one object a file: %.0f/s; ratio %.1f%n",
                    media, MEDIA_BYTES, packed, packed * MEDIA_BYTES / 1e6, one, packed / one);
            Random random = new Random(1);
            start = System.nanoTime();
            int reads = 2000;
            for (int i = 0; i < reads; i++) {
                packs.read(digests.get(random.nextInt(digests.size())));
            }
            OUT.printf("packs: random read %.2f ms each%n", 1000 * seconds(start) / reads);
        }
    }

    private static void put(MediaPacks packs, int from, int media, List<String> digests) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        try (PackWriter writer = packs.writer("bench")) {
            for (int i = 0; i < media; i += 1000) {
                List<byte[]> batch = new ArrayList<>();
                List<String> names = new ArrayList<>();
                for (int j = i; j < Math.min(media, i + 1000); j++) {
                    batch.add(media(from + j));
                    names.add(HexFormat.of().formatHex(sha256.digest(batch.getLast())));
                }
                writer.expect(names);
                for (int j = 0; j < batch.size(); j++) {
                    writer.put(names.get(j), MEDIA_BYTES, new ByteArrayInputStream(batch.get(j)));
                }
                digests.addAll(names);
            }
            writer.flush();
        }
    }

    private static byte[] media(int number) {
        return ByteBuffer.allocate(MEDIA_BYTES).putInt(0, number).array();
    }

    private void verify(int entries) throws IOException {
        try (HikariDataSource source = pool()) {
            JdbcTemplate jdbc = new JdbcTemplate(source);
            TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
            LedgerChainer chainer = new LedgerChainer(jdbc, transactions);
            jdbc.update("""
                    insert into ledger_pending (actor, kind, act, subjects, details)
                    select 'examiner.' || n % 40, 'PICTURE_VIEWED', 'CONSULTATION', array['exhibit:ABC/' || n % 1000],
                           '{"page":' || n || ',"session":"0123456789abcdef"}'
                    from generate_series(1, ?) n
                    """, entries);
            long start = System.nanoTime();
            chainer.chain();
            OUT.printf("ledger: chained %d at %.0f/s%n", entries, entries / seconds(start));
            KeyFileSigner signer = KeyFileSigner.open(folder.resolve("keys"), "Example Police");
            LedgerCheckpoints checkpoints =
                    new LedgerCheckpoints(jdbc, transactions, chainer, signer, null, null, Clock.systemUTC());
            start = System.nanoTime();
            new LedgerExport(jdbc, transactions, checkpoints, signer).export(folder.resolve("out"));
            OUT.printf(
                    "ledger: exported %d at %.0f/s, %d bytes%n",
                    entries, entries / seconds(start), Files.size(folder.resolve("out/ledger.jsonl")));
            start = System.nanoTime();
            LedgerVerdict verdict = LedgerVerifier.verify(folder.resolve("out"), folder.resolve("out/certificate.pem"));
            OUT.printf(
                    "ledger: verified %d at %.0f/s, sound %s%n",
                    verdict.entries(), entries / seconds(start), verdict.sound());
        }
    }
}
