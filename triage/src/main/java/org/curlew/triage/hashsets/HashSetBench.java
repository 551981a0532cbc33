package org.curlew.triage.hashsets;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.curlew.triage.hashsets.formats.HashListFormats;
import org.curlew.triage.hashsets.formats.RowSink;
import org.curlew.triage.hashsets.index.DigestKind;
import org.curlew.triage.hashsets.index.DigestRow;
import org.curlew.triage.hashsets.index.HashIndex;
import org.curlew.triage.hashsets.index.IndexBuilder;
import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.hashsets.index.SetInfo;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Times import and look-up on made-up digests, and The Sleuth Kit's hfind on the same list where it is installed. Without the database:
 * what is timed is reading, sorting and searching. {@code java … HashSetBench FOLDER [ENTRIES]}.
 */
public final class HashSetBench {

    /**
     * One measurement.
     *
     * @param what what was timed
     * @param items rows, look-ups or tokens
     * @param seconds wall time
     */
    public record Figure(String what, long items, double seconds) {

        @Override
        public String toString() {
            return String.format("%-46s %,12d in %7.2f s = %,12.0f a second", what, items, seconds, items / seconds);
        }
    }

    /** A piece of work that may fail on input or output. */
    private interface Work {
        long run() throws IOException;
    }

    private static final int QUERIES = 1_000_000;

    private final Path folder;
    private final int entries;
    private final List<Figure> figures = new ArrayList<>();

    private HashSetBench(Path folder, int entries) {
        this.folder = folder;
        this.entries = entries;
    }

    /** @param arguments an empty folder, and the number of entries (10 million where it is left out) */
    public static void main(String[] arguments) throws IOException {
        int entries = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000_000;
        run(Path.of(arguments[0]), entries, true).forEach(System.out::println);
    }

    /**
     * Runs all measurements.
     *
     * @param folder an empty folder with room for about 600 bytes an entry
     * @param peers whether to run hfind beside
     */
    public static List<Figure> run(Path folder, int entries, boolean peers) throws IOException {
        HashSetBench bench = new HashSetBench(folder, entries);
        bench.lists();
        bench.vics();
        if (peers) {
            bench.hfind();
        }
        return bench.figures;
    }

    private void timed(String what, Work work) throws IOException {
        long start = System.nanoTime();
        long items = work.run();
        figures.add(new Figure(what, items, (System.nanoTime() - start) / 1e9));
    }

    private void lists() throws IOException {
        Path list = folder.resolve("list.txt");
        write(list, entries, (out, md5, sha1, i) -> (md5 + "  f" + i + "\n"), "", "");
        timed("import of a list of MD5", () -> build(list, folder.resolve("list-index")));
        HashIndex index = HashIndex.open(folder.resolve("list-index"));
        byte[][] queries = queries();
        look(index, queries);
        timed("look-up, half hits, one thread", () -> look(index, queries));
    }

    private void vics() throws IOException {
        Path vics = folder.resolve("set.json");
        write(
                vics,
                entries / 4,
                (out, md5, sha1, i) -> (i == 0 ? "" : ",\n") + "{\"MediaID\":" + i + ",\"Category\":" + (1 + i % 3)
                        + ",\"MD5\":\"" + md5
                        + "\",\"SHA1\":\"" + sha1 + "\",\"VictimIdentified\":" + (i % 5 == 0)
                        + ",\"OffenderIdentified\":false,\"IsDistributed\":" + (i % 2 == 0) + ",\"Series\":"
                        + (i % 10 == 0 ? "\"Series " + i % 1000 + "\"" : "null") + ",\"Tags\":\"\",\"MediaSize\":"
                        + (1000 + i)
                        + ",\"IsPrecategorized\":false}",
                "{\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Media\",\"value\":[",
                "]}");
        timed("VICS rows, JSON tokenizer alone", () -> tokenize(vics));
        timed("import of VICS rows", () -> build(vics, folder.resolve("vics-index")));
    }

    private long tokenize(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            long rows = 0;
            while (parser.nextToken() != null) {
                rows += parser.currentToken() == tools.jackson.core.JsonToken.START_OBJECT ? 1 : 0;
            }
            return rows - 1;
        }
    }

    private void hfind() throws IOException {
        Path list = folder.resolve("list.txt");
        Path queries = folder.resolve("queries.txt");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(queries))) {
            for (byte[] query : queries()) {
                out.write((HexFormat.of().formatHex(query) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
        timed("hfind -i md5sum", () -> process(entries, "hfind", "-i", "md5sum", list.toString()));
        timed("hfind -f, half hits", () -> process(QUERIES, "hfind", "-f", queries.toString(), list.toString()));
    }

    private long process(long items, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " did not end well");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return items;
    }

    /** Every other one is in the list. */
    private byte[][] queries() {
        SplittableRandom listed = new SplittableRandom(7);
        SplittableRandom others = new SplittableRandom(8);
        byte[][] queries = new byte[QUERIES][16];
        int stride = Math.max(1, entries / (QUERIES / 2));
        byte[] md5 = new byte[16];
        byte[] sha1 = new byte[20];
        for (int i = 0, filled = 0; i < entries && filled < QUERIES; i++) {
            listed.nextBytes(md5);
            listed.nextBytes(sha1);
            if (i % stride == 0) {
                queries[filled++] = md5.clone();
                if (filled < QUERIES) {
                    others.nextBytes(queries[filled++]);
                }
            }
        }
        java.util.Collections.shuffle(java.util.Arrays.asList(queries), new java.util.Random(9));
        return queries;
    }

    private static long look(HashIndex index, byte[][] queries) {
        long hits = 0;
        for (byte[] md5 : queries) {
            hits += index.lookup(md5, null, null).size();
        }
        if (hits == 0) {
            throw new IllegalStateException("not one of the look-ups hit");
        }
        return queries.length;
    }

    /** Writes one row. */
    private interface Row {
        String text(OutputStream out, String md5, String sha1, int number);
    }

    private static void write(Path file, int rows, Row row, String head, String tail) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        byte[] md5 = new byte[16];
        byte[] sha1 = new byte[20];
        HexFormat hex = HexFormat.of();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(head.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < rows; i++) {
                random.nextBytes(md5);
                random.nextBytes(sha1);
                out.write(row.text(out, hex.formatHex(md5), hex.formatHex(sha1), i)
                        .getBytes(StandardCharsets.UTF_8));
            }
            out.write(tail.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static long build(Path file, Path target) throws IOException {
        SetInfo info = new SetInfo(1, 1, "bench", 1, Role.ILLEGAL, "uk-2014", 1, Map.of(1, 1, 2, 2, 3, 3), 5);
        try (IndexBuilder builder = new IndexBuilder(target, info)) {
            HashListFormats.of(file).orElseThrow().read(file, new Straight(builder));
            IndexBuilder.Built built = builder.finish();
            return built.digests().get(DigestKind.MD5);
        }
    }

    /** Every row straight into the index; a rejected one is a fault of the bench. */
    private record Straight(IndexBuilder builder, DigestRow reused) implements RowSink {

        Straight(IndexBuilder builder) {
            this(builder, new DigestRow());
        }

        @Override
        public DigestRow row() {
            return reused.clear();
        }

        @Override
        public void accept(long place) throws IOException {
            builder.add(reused);
        }

        @Override
        public void reject(long place, String reason, String content) throws IOException {
            throw new IOException("row " + place + " of the bench's own file: " + reason);
        }

        @Override
        public void placesAre(String unit) {
            // places are not shown
        }

        @Override
        public void note(String text) {
            // notes are not shown
        }
    }
}
