package org.curlew.pipeline.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.curlew.triage.hashsets.formats.HashListFormats;
import org.curlew.triage.hashsets.formats.RowSink;
import org.curlew.triage.hashsets.index.DigestRow;
import org.curlew.triage.hashsets.index.HashIndex;
import org.curlew.triage.hashsets.index.IndexBuilder;
import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.hashsets.index.SetInfo;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Import and look-up of invented sets, and The Sleuth Kit's hfind on the same list. Without the database: what is timed is reading,
 * sorting, writing and searching.
 */
public final class HashSetBench {

    /** Of the table whose rows this, {@link RetroBench}, {@link PictureBench} and {@link NearBench} give. */
    public static final String HEAD = """
            | what | ours | peak | peer | peer's | peak | times as fast, median (spread) | must reach |
            | --- | --- | --- | --- | --- | --- | --- | --- |""";

    private static final int QUERIES = 1_000_000;

    private final Path folder;
    private final int runs;
    private final boolean peers;

    /**
     * @param folder with room for about 600 bytes an entry
     * @param peers whether to run hfind beside
     */
    public HashSetBench(Path folder, int runs, boolean peers) {
        this.folder = folder;
        this.runs = runs;
        this.peers = peers;
    }

    /** Import of VICS rows beside the JSON tokenizer that does nothing else; a row of a Markdown table. */
    public String vics(int rows) throws Exception {
        Path set = folder.resolve("set.json");
        InventedSets.vics(set, rows);
        Pair pair = new Pair(
                String.format("import of %,d VICS records", rows), "JSON tokenizer alone", rows, "0.5 x, 300,000/s");
        for (int run = 0; run < runs; run++) {
            pair.ours(() -> timed(() -> build(set, folder.resolve("vics-index"))));
            pair.theirs(() -> timed(() -> tokenize(set)));
            FileSystemUtils.deleteRecursively(folder.resolve("vics-index"));
        }
        Files.delete(set);
        return pair.row();
    }

    /** Import of an md5sum list and look-up in it, beside hfind; two rows of a Markdown table. */
    public String list(int entries) throws Exception {
        Path list = folder.resolve("list.txt");
        Path index = folder.resolve("list-index");
        Path asked = folder.resolve("queries.txt");
        InventedSets.list(list, entries);
        byte[][] queries = InventedSets.queries(entries, QUERIES);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(asked))) {
            for (byte[] query : queries) {
                out.write((HexFormat.of().formatHex(query) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
        Pair build = new Pair(
                String.format("import of %,d MD5 lines", entries), peers ? "hfind -i md5sum" : "", entries, "5 x");
        Pair look = new Pair(
                String.format("look-up, %,d entries, half hits", entries), peers ? "hfind -f" : "", QUERIES, "30 x");
        for (int run = 0; run < runs; run++) {
            FileSystemUtils.deleteRecursively(index);
            build.ours(() -> timed(() -> build(list, index)));
            HashIndex opened = HashIndex.open(index);
            look(opened, queries);
            look.ours(() -> timed(() -> look(opened, queries)));
            if (peers) {
                external(build, "hfind", "-i", "md5sum", list.toString());
                external(look, "hfind", "-f", asked.toString(), list.toString());
                Files.delete(folder.resolve("list.txt-md5.idx"));
                Files.deleteIfExists(folder.resolve("list.txt-md5.idx2"));
            }
        }
        String perEntry =
                String.format(java.util.Locale.ROOT, "%nIndex: %.1f bytes an entry on disk", bytes(index) / entries);
        FileSystemUtils.deleteRecursively(index);
        Files.delete(list);
        return build.row() + "\n" + look.row() + perEntry;
    }

    /** Look-up in a large index, warm, on one thread; a row of a Markdown table. */
    public String large(int entries) throws Exception {
        Path list = folder.resolve("large.txt");
        Path index = folder.resolve("large-index");
        InventedSets.list(list, entries);
        Pair build = new Pair(String.format("import of %,d MD5 lines", entries), "", entries, "");
        build.ours(() -> timed(() -> build(list, index)));
        Files.delete(list);
        byte[][] queries = InventedSets.queries(entries, QUERIES);
        HashIndex opened = HashIndex.open(index);
        look(opened, queries);
        Pair look = new Pair(
                String.format("look-up, %,d entries, half hits, warm", entries), "", QUERIES, "3,000,000/s a core");
        for (int run = 0; run < runs; run++) {
            look.ours(() -> processorTime(() -> look(opened, queries)));
        }
        String perEntry =
                String.format(java.util.Locale.ROOT, "%nIndex: %.1f bytes an entry on disk", bytes(index) / entries);
        FileSystemUtils.deleteRecursively(index);
        return build.row() + "\n" + look.row() + perEntry;
    }

    /** Work that is timed. */
    interface Task {
        void run() throws IOException;
    }

    /** Seconds on the clock. */
    static double timed(Task task) throws IOException {
        long begun = System.nanoTime();
        task.run();
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Of this thread: a busy machine does not decide. */
    static double processorTime(Task task) throws IOException {
        var threads = java.lang.management.ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        task.run();
        return (threads.getCurrentThreadCpuTime() - begun) / 1e9;
    }

    private static double bytes(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(f -> f.toFile().length()).sum();
        }
    }

    private static void tokenize(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            while (parser.nextToken() != null) {
                // what a reader of any kind has to do at least
            }
        }
    }

    private static void look(HashIndex index, byte[][] queries) {
        long[] hits = new long[1];
        index.lookupAll(queries, null, null, queries.length, (_, found) -> hits[0] += found.size());
        if (hits[0] == 0) {
            throw new IllegalStateException("not one of the look-ups hit");
        }
    }

    private static void external(Pair pair, String... command) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long peak = 0;
        while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, PeakMemory.resident(Long.toString(process.pid())));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException(
                    String.join(" ", command) + " ended with " + process.exitValue() + ": install sleuthkit");
        }
        pair.theirs(seconds, peak);
    }

    static void build(Path file, Path target) throws IOException {
        SetInfo info = new SetInfo(1, 1, "bench", 1, Role.ILLEGAL, "uk-2014", 1, Map.of(1, 1, 2, 2, 3, 3), 5);
        try (IndexBuilder builder = new IndexBuilder(target, info)) {
            HashListFormats.of(file).orElseThrow().read(file, new Straight(builder, new DigestRow()));
            builder.finish();
        }
    }

    /** Every row straight into the index; a rejected one is a fault of the bench. */
    private record Straight(IndexBuilder builder, DigestRow reused) implements RowSink {

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
