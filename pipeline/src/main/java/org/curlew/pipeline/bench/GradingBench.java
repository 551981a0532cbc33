package org.curlew.pipeline.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.curlew.grading.caid.CaidExport;
import org.curlew.grading.media.Camera;
import org.curlew.grading.media.Content;
import org.curlew.grading.media.FoundMedia;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.MediaBytes;
import org.curlew.grading.media.Place;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.WorkList;
import org.curlew.grading.vics.CaseContact;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.vics.VicsWriter;
import org.curlew.grading.vics.lint.VicsLinter;
import org.curlew.grading.victims.WorkOrder;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.application.ToolVersion;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsMedia;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The grader's page, a bulk grade, a bundle against a plain zip, and the linter, on the application's own services. */
public final class GradingBench {

    private static final String CASE = "BENCH";
    private static final String SCHEME = "uk-2014";
    private static final int BULK = 10_000;
    private static final int PICTURE_BYTES = 16 << 10;
    private static final int AT_ONCE = 10_000;
    private static final int RUNS = 5;
    private static final int BUNDLES = 3;

    private final Application application;
    private final Path scratch;
    private long caseId;

    public GradingBench(Application application, Path scratch) {
        this.application = application;
        this.scratch = scratch;
    }

    /**
     * Rows of a Markdown table: what, the target, what was measured.
     *
     * @param media distinct media of the case
     * @param bundled how many of them have bytes and go into the bundle, 16 KiB each; at least 10,000 must be left over for the bulk grade
     * @param linted rows of the file for the linter, about 230 bytes each
     */
    public List<String> measure(int media, int bundled, int linted) throws IOException, InterruptedException {
        if (bundled < 1 || media < bundled + BULK) {
            throw new IllegalArgumentException("the case needs " + BULK + " media more than the bundle");
        }
        Map<String, Integer> store = seed(media, bundled);
        PeakMemory.Watch watch = PeakMemory.watch();
        List<String> rows = new ArrayList<>();
        rows.add(page(media, "before the case was ever put in order or counted"));
        rows.add(ordering(media));
        rows.add(page(media, "with the counts above it"));
        rows.add(bulk());
        change();
        rows.add(page(media, "with the counts above it, while the case waits to be put in order again"));
        rows.add(bundle(store));
        rows.add(lint(linted));
        rows.add("| most memory of the above | 256 MiB of heap (CURLEW_HEAP=256m) | " + watch.end() + " |");
        return rows;
    }

    private Map<String, Integer> seed(int media, int bundled) {
        long exhibit =
                application.get(Exhibits.class).bookIn(CASE, "BENCH/1", "bench").id();
        caseId = application.get(Exhibits.class).findCase(CASE).orElseThrow();
        Map<String, Integer> store = new HashMap<>();
        application.get(Media.class).record(exhibit, IntStream.range(0, media).mapToObj(i -> {
            byte[] bytes = i < bundled
                    ? picture(i)
                    : ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
            Content content = new Content(
                    digest("SHA-256", bytes),
                    digest("MD5", bytes),
                    digest("SHA-1", bytes),
                    bytes.length,
                    "image/jpeg",
                    Camera.NONE,
                    null,
                    null);
            if (i < bundled) {
                store.put(content.sha256(), i);
            }
            String path = "/DCIM/" + i / 500 + "/IMG_" + i + ".JPG";
            return new FoundMedia(content, new Place(0, path, "", "", "", "", "", true, false, false), null);
        }));
        application.get(JdbcClient.class).sql("analyze").update();
        return store;
    }

    /** What the media-store stage does when a device is in. */
    private String ordering(int media) {
        long start = System.nanoTime();
        application.get(WorkOrder.class).putInOrder(caseId);
        return String.format(
                Locale.UK,
                "| putting %,d media in order, in the media-store stage | no page waits for it | %.1f s |",
                media,
                seconds(start));
    }

    /** As when a set learns of a file of the device: the stored order is no longer that of now. */
    private void change() {
        application.get(JdbcClient.class).sql("""
                        update occurrence set match_kind = match_kind
                        where sha256 = (select sha256 from occurrence order by sha256 limit 1)
                        """).update();
        if (!application.get(WorkList.class).outOfOrder().contains(caseId)) {
            throw new IllegalStateException("The case does not wait to be put in order");
        }
    }

    /** What a grader waits for: the next media and where the case stands, as far as it was ever counted. */
    private String page(int media, String when) {
        WorkOrder order = application.get(WorkOrder.class);
        WorkList work = application.get(WorkList.class);
        double[] seconds = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            if (order.next(caseId, null, 200).size() != 200
                    || work.known(caseId).stream().anyMatch(known -> known.all() != media)) {
                throw new IllegalStateException("The list does not hold what was put into it");
            }
            seconds[run] = seconds(start);
        }
        java.util.Arrays.sort(seconds);
        return String.format(
                Locale.UK,
                "| page of 200 items at %,d media, %s | under 0.100 s | %.3f s (worst %.3f s) |",
                media,
                when,
                seconds[RUNS / 2],
                seconds[RUNS - 1]);
    }

    private String bulk() {
        List<String> items = application
                .get(JdbcClient.class)
                .sql("select encode(sha256, 'hex') from content where size = ? limit ?")
                .params(Integer.BYTES, BULK)
                .query(String.class)
                .list();
        long start = System.nanoTime();
        grade(items, "NOT-ILLEGAL");
        return String.format(Locale.UK, "| bulk grade of %,d | under 2 s | %.2f s |", BULK, seconds(start));
    }

    private void grade(List<String> items, String code) {
        application
                .get(Grades.class)
                .append(new Grading(caseId, SCHEME, code, "bench", null, Grading.Basis.STACK, ""), items);
    }

    /** Both read the same pictures from a folder, in turn; the zip has neither VICS file nor digests to make. */
    private String bundle(Map<String, Integer> store) throws IOException, InterruptedException {
        Path pictures = Files.createDirectory(scratch.resolve("pictures"));
        List<String> items = new ArrayList<>(store.keySet());
        for (int from = 0; from < items.size(); from += AT_ONCE) {
            grade(items.subList(from, Math.min(items.size(), from + AT_ONCE)), "A");
        }
        for (Map.Entry<String, Integer> picture : store.entrySet()) {
            Files.write(pictures.resolve(picture.getKey()), picture(picture.getValue()));
        }
        List<Double> ours = new ArrayList<>();
        List<Double> zip = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int run = 0; run < BUNDLES; run++) {
            ours.add(draft(sha256 -> Files.newInputStream(pictures.resolve(sha256))));
            Path plain = scratch.resolve("plain.zip");
            zip.add(new Peers(scratch).plainZip(pictures, plain));
            Files.delete(plain);
            ratios.add(zip.get(run) / ours.get(run));
        }
        ratios.sort(null);
        return String.format(
                Locale.UK,
                "| bundle of %,d media, %,d MiB, against `zip -0 -r` | at least 70 %% | %.0f %% (%.0f to %.0f; %.1f s, zip %.1f s) |",
                store.size(),
                (long) store.size() * PICTURE_BYTES >> 20,
                100 * Series.median(ratios),
                100 * ratios.getFirst(),
                100 * ratios.getLast(),
                Series.median(ours),
                Series.median(zip));
    }

    private double draft(MediaBytes bytes) throws IOException {
        long start = System.nanoTime();
        CaidExport.Made made = application
                .get(CaidExport.class)
                .draft(
                        caseId,
                        SCHEME,
                        VicsProfile.UK,
                        scratch,
                        new CaidExport.Settings(bytes, Instant.now(), null, ToolVersion.text(), CaseContact.NONE));
        double seconds = seconds(start);
        Files.delete(made.file());
        return seconds;
    }

    private String lint(int rows) throws IOException {
        Path file = scratch.resolve("lint.json");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            VicsWriter.write(
                    out,
                    VicsProfile.DEFAULT,
                    VicsCase.builder()
                            .caseId("0f0e0d0c-0b0a-0908-0706-050403020100")
                            .caseNumber(CASE)
                            .build(),
                    IntStream.range(0, rows)
                            .mapToObj(i -> VicsMedia.builder()
                                    .md5(String.format("%032x", i))
                                    .sha1(String.format("%040x", i))
                                    .mediaSize((long) i)
                                    .relativeFilePath("Files/" + i)
                                    .comments("row " + i)
                                    .build())
                            .iterator());
        }
        long bytes = Files.size(file);
        long start = System.nanoTime();
        application.get(VicsLinter.class).lint(file);
        double seconds = seconds(start);
        Files.delete(file);
        return String.format(
                Locale.UK,
                "| lint of %,d MB | at least 150 MB/s | %.0f MB/s |",
                bytes / 1_000_000,
                bytes / 1e6 / seconds);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Noise that follows from the number. */
    private static byte[] picture(int number) {
        SplittableRandom random = new SplittableRandom(number);
        ByteBuffer bytes = ByteBuffer.allocate(PICTURE_BYTES);
        while (bytes.hasRemaining()) {
            bytes.putLong(random.nextLong());
        }
        return bytes.array();
    }

    private static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
