package org.curlew.pipeline.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.curlew.triage.hashsets.index.DigestKind;
import org.curlew.triage.hashsets.index.ExhibitDigests;
import org.curlew.triage.hashsets.index.RetroMatch;
import org.springframework.util.FileSystemUtils;

/** The kept digests of past exhibits against the new entries of a grown set, without the images and without the database. */
public final class RetroBench {

    private static final int FILES_AN_EXHIBIT = 1_000_000;
    private static final int ENTRIES = 1_000_000;
    private static final int HITS_AN_EXHIBIT = 25;
    /** Below zero: the numbers of exhibits are seeds too. */
    private static final int SEED = -11;

    private final Path folder;
    private final int runs;

    /** @param folder with room for 36 bytes a file */
    public RetroBench(Path folder, int runs) {
        this.folder = folder;
        this.runs = runs;
    }

    /** Every file has three digests, every new entry an MD5 and a SHA-1; a row of a Markdown table. */
    public String measure(long files) throws Exception {
        int count = Math.toIntExact(Math.max(1, files / FILES_AN_EXHIBIT));
        Path kept = folder.resolve("retro");
        byte[][] md5 = entries(16);
        byte[][] sha1 = entries(20);
        ExhibitDigests exhibits = new ExhibitDigests(kept);
        Pair keeping = new Pair("keeping digests, an exhibit of 1,000,000 files", "", FILES_AN_EXHIBIT, "");
        for (int exhibit = 1; exhibit <= count; exhibit++) {
            int number = exhibit;
            keeping.ours(() -> HashSetBench.timed(() -> keep(exhibits, number, md5, sha1)));
        }
        double all = (double) count * FILES_AN_EXHIBIT;
        Pair match = new Pair(
                String.format(
                        Locale.ROOT,
                        "retro-match, %,d files of %,d exhibits against %,d new entries",
                        (long) all,
                        count,
                        ENTRIES),
                "",
                all,
                "minutes for 500 million");
        long expected = 2L * HITS_AN_EXHIBIT * count;
        for (int run = 0; run < runs; run++) {
            match.ours(() -> HashSetBench.timed(() -> {
                long hits = match(exhibits, md5, sha1);
                if (hits != expected) {
                    throw new IllegalStateException(hits + " hits where " + expected + " belong");
                }
            }));
        }
        FileSystemUtils.deleteRecursively(kept);
        return keeping.row() + "\n" + match.row();
    }

    /** Digests in rising order, as a comparison of two versions gives them. */
    private static byte[][] entries(int bytes) {
        SplittableRandom random = new SplittableRandom(SEED - bytes);
        byte[][] entries = new byte[ENTRIES][bytes];
        for (byte[] entry : entries) {
            random.nextBytes(entry);
        }
        Arrays.sort(entries, Arrays::compareUnsigned);
        return entries;
    }

    private static void keep(ExhibitDigests exhibits, int number, byte[][] md5, byte[][] sha1) throws IOException {
        SplittableRandom random = new SplittableRandom(number);
        byte[] fileMd5 = new byte[16];
        byte[] fileSha1 = new byte[20];
        byte[] fileSha256 = new byte[32];
        try (ExhibitDigests.Writer writer = exhibits.write(number)) {
            for (int i = 0; i < FILES_AN_EXHIBIT - HITS_AN_EXHIBIT; i++) {
                random.nextBytes(fileMd5);
                random.nextBytes(fileSha1);
                random.nextBytes(fileSha256);
                writer.add(fileMd5, fileSha1, fileSha256);
            }
            for (int hit = 0; hit < HITS_AN_EXHIBIT; hit++) {
                int known = (number * HITS_AN_EXHIBIT + hit) * 31 % ENTRIES;
                random.nextBytes(fileSha256);
                writer.add(md5[known], sha1[known], fileSha256);
            }
            writer.finish();
        }
    }

    private static long match(ExhibitDigests exhibits, byte[][] md5, byte[][] sha1) throws IOException {
        long[] hits = new long[1];
        RetroMatch match = new RetroMatch(exhibits, hit -> hits[0]++);
        for (byte[] entry : md5) {
            match.add(DigestKind.MD5, entry);
        }
        for (byte[] entry : sha1) {
            match.add(DigestKind.SHA1, entry);
        }
        match.finish();
        return hits[0];
    }
}
