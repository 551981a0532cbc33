package org.curlew.pipeline.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.curlew.pipeline.application.Application;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerChainer;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.LedgerExport;
import org.curlew.storage.ledger.LedgerVerdict;
import org.curlew.storage.ledger.LedgerVerifier;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackWriter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The store and the ledger against their targets, on the application as it runs. Each line is a row of a table. */
public final class StorageBench {

    private static final int MEDIA_BYTES = 50_000;
    private static final int WRITERS = 8;
    private static final int SINGLE = 1_000;
    private static final int READS = 2_000;
    private static final int BATCH = 1_000;

    private final Application application;
    private final Path scratch;

    public StorageBench(Application application, Path scratch) {
        this.application = application;
        this.scratch = scratch;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static String row(String what, String figure, String wanted, Object... values) {
        return "| " + what + " | " + figure.formatted(values) + " | " + wanted + " |";
    }

    /** Acts a second, one transaction each. */
    public List<String> acts(int duration) throws InterruptedException, ExecutionException {
        TransactionTemplate transactions = application.get(TransactionTemplate.class);
        Ledger ledger = application.get(Ledger.class);
        long start = System.nanoTime();
        long acts = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<Long>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(threads.submit(() -> {
                    long mine = 0;
                    for (; seconds(start) < duration; mine++) {
                        LedgerEntry act = LedgerEntry.of("bench", "PICTURE_VIEWED", ProcessingAct.CONSULTATION)
                                .about("exhibit:ABC/" + mine)
                                .with("page", mine);
                        transactions.executeWithoutResult(status -> ledger.append(act));
                    }
                    return mine;
                }));
            }
            for (Future<Long> writer : writers) {
                acts += writer.get();
            }
        }
        double wrote = seconds(start);
        application.get(LedgerChainer.class).chain();
        double chained = seconds(start);
        return List.of(
                row("acts written, 8 writers, one transaction each", "%.0f/s", "2,000/s", acts / wrote),
                row("the same, chained", "%.0f/s", "2,000/s", acts / chained));
    }

    /** The offline check of an export. */
    public List<String> verify(int entries) {
        application.get(JdbcClient.class).sql("""
                        insert into ledger_pending (actor, kind, act, subjects, details)
                        select 'bench.' || n % 40, 'PICTURE_VIEWED', 'CONSULTATION', array['exhibit:ABC/' || n % 1000],
                               '{"page":' || n || ',"session":"0123456789abcdef"}'
                        from generate_series(1, ?) n
                        """).param(entries).update();
        application.get(LedgerChainer.class).chain();
        Path out = scratch.resolve("ledger");
        long start = System.nanoTime();
        long exported = application.get(LedgerExport.class).export(out);
        double exporting = seconds(start);
        start = System.nanoTime();
        LedgerVerdict verdict = LedgerVerifier.verify(out, out.resolve("certificate.pem"));
        double verifying = seconds(start);
        return List.of(
                row("export of the ledger", "%.0f entries/s", "", exported / exporting),
                row(
                        "verify ledger, " + exported + " entries, " + (verdict.sound() ? "sound" : "NOT sound"),
                        "%.1f s, %.0f entries/s, so 10 million in %.0f s",
                        "10 million in 120 s",
                        verifying,
                        exported / verifying,
                        10_000_000 * verifying / exported));
    }

    /** Media in packs against one object a file, on the same server. */
    public List<String> packs(int media) throws IOException {
        MediaPacks packs = application.get(MediaPacks.class);
        ObjectStore store = application.get(ObjectStore.class);
        put(packs, 1_000_000_000, Math.min(2 * BATCH, media), new ArrayList<>());
        long start = System.nanoTime();
        for (int i = 0; i < SINGLE; i++) {
            store.put("bench/" + i, ObjectContent.of(media(-i - 1)));
        }
        double single = SINGLE / seconds(start);
        List<String> digests = new ArrayList<>();
        start = System.nanoTime();
        put(packs, 0, media, digests);
        double packed = media / seconds(start);
        Random random = new Random(1);
        start = System.nanoTime();
        for (int i = 0; i < READS; i++) {
            packs.read(digests.get(random.nextInt(digests.size())));
        }
        return List.of(
                row("put of %,d media of 50 kB in packs".formatted(media), "%.0f/s", "", packed),
                row("one object a file, same server, " + SINGLE + " files", "%.0f/s", "", single),
                row("ratio", "%.0f ×", "10 ×", packed / single),
                row("random read of one media, one request", "%.2f ms", "one request", 1000 * seconds(start) / READS));
    }

    private static void put(MediaPacks packs, int from, int media, List<String> digests) throws IOException {
        try (PackWriter writer = packs.writer("bench")) {
            for (int i = 0; i < media; i += BATCH) {
                List<byte[]> batch = new ArrayList<>();
                List<String> names = new ArrayList<>();
                for (int j = i; j < Math.min(media, i + BATCH); j++) {
                    batch.add(media(from + j));
                    names.add(ObjectContent.of(batch.getLast()).sha256());
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
}
