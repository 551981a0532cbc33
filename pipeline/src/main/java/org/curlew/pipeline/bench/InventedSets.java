package org.curlew.pipeline.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Random;
import java.util.SplittableRandom;

/** Lists and VICS sets of invented digests, the same for the same seed. */
final class InventedSets {

    private static final int SEED = 7;

    private InventedSets() {}

    /** Gives a row's text. */
    private interface Row {
        String text(String md5, String sha1, int number);
    }

    /** As {@code md5sum} writes it. */
    static void list(Path file, int rows) throws IOException {
        write(file, rows, "", (md5, _, i) -> md5 + "  f" + i + "\n", "");
    }

    /** A {@code #Media} document of VICS 2.0. */
    static void vics(Path file, int rows) throws IOException {
        write(
                file,
                rows,
                "{\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Media\",\"value\":[",
                (md5, sha1, i) -> (i == 0 ? "" : ",\n") + "{\"MediaID\":" + i + ",\"Category\":" + (1 + i % 3)
                        + ",\"MD5\":\"" + md5 + "\",\"SHA1\":\"" + sha1 + "\",\"VictimIdentified\":" + (i % 5 == 0)
                        + ",\"OffenderIdentified\":false,\"IsDistributed\":" + (i % 2 == 0) + ",\"Series\":"
                        + (i % 10 == 0 ? "\"Series " + i % 1000 + "\"" : "null") + ",\"Tags\":\"\",\"MediaSize\":"
                        + (1000 + i) + ",\"IsPrecategorized\":false}",
                "]}");
    }

    private static void write(Path file, int rows, String head, Row row, String tail) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] md5 = new byte[16];
        byte[] sha1 = new byte[20];
        HexFormat hex = HexFormat.of();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(head.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < rows; i++) {
                random.nextBytes(md5);
                random.nextBytes(sha1);
                out.write(row.text(hex.formatHex(md5), hex.formatHex(sha1), i).getBytes(StandardCharsets.UTF_8));
            }
            out.write(tail.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** MD5s in any order, every other one of a list of that many rows. */
    static byte[][] queries(int rows, int count) {
        SplittableRandom listed = new SplittableRandom(SEED);
        SplittableRandom others = new SplittableRandom(SEED + 1);
        byte[][] queries = new byte[count][16];
        int stride = Math.max(1, rows / Math.max(1, count / 2));
        byte[] md5 = new byte[16];
        byte[] sha1 = new byte[20];
        int filled = 0;
        for (int i = 0; i < rows && filled < count; i++) {
            listed.nextBytes(md5);
            listed.nextBytes(sha1);
            if (i % stride == 0) {
                queries[filled++] = md5.clone();
                if (filled < count) {
                    others.nextBytes(queries[filled++]);
                }
            }
        }
        while (filled < count) {
            others.nextBytes(queries[filled++]);
        }
        Collections.shuffle(Arrays.asList(queries), new Random(SEED + 2));
        return queries;
    }
}
