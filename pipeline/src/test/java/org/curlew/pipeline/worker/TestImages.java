package org.curlew.pipeline.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.curlew.testing.MadeOnce;

/** Images of others from the shared folder, and images made here once for all tests. */
final class TestImages {

    /** What most tests use. */
    static final int SEED = 7;

    private TestImages() {}

    /** The folder with data and tools that lies beside the repository. */
    static Path shared() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared");
            if (Files.isDirectory(candidate.resolve("data"))) {
                return candidate;
            }
        }
        throw new IllegalStateException(
                "no folder shared/data above " + Path.of("").toAbsolutePath());
    }

    static Path image(String name) {
        return shared().resolve("images").resolve(name);
    }

    /** A file out of a zip of the shared folder. */
    static Path unzipped(String zip, String entry) throws IOException {
        return MadeOnce.in(folder(), () -> unzip(zip, entry));
    }

    private static Path unzip(String zip, String entry) throws IOException {
        Path target = folder().resolve(zip.replace(".zip", "") + "-" + entry.replace('/', '-'));
        if (!Files.exists(target)) {
            try (ZipFile file = new ZipFile(image(zip).toFile());
                    InputStream in = file.getInputStream(new ZipEntry(entry))) {
                Files.copy(in, target);
            }
        }
        return target;
    }

    /** small.raw, small.E01, mbr.raw, mbr.E01 by the shared tool, with its trees beside them. */
    static Path made(String kind) throws IOException {
        return made(kind, SEED);
    }

    static Path made(String kind, int seed) throws IOException {
        return MadeOnce.in(folder(seed), () -> make(kind, seed));
    }

    private static Path make(String kind, int seed) throws IOException, InterruptedException {
        Path out = folder(seed);
        Path raw = out.resolve(kind + ".raw");
        if (!Files.exists(raw) || !Files.exists(out.resolve(kind + ".E01"))) {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            Shell.must(
                    List.of("bash", shared().resolve("tools/make-image.sh").toString(), kind, out.toString()),
                    out,
                    Map.of("SEED", Integer.toString(seed), "JAVA", java.toString()));
        }
        return raw;
    }

    static Path tree(String kind, int seed, String fileSystem) throws IOException {
        return folder(seed).resolve("work-" + kind).resolve("tree-" + fileSystem);
    }

    static List<String> deleted(String kind, int seed, String fileSystem) throws IOException {
        return Files.readAllLines(folder(seed).resolve("work-" + kind).resolve("del-" + fileSystem + ".txt"));
    }

    private static Path folder(int seed) throws IOException {
        return seed == SEED ? folder() : Files.createDirectories(folder().resolve("seed-" + seed));
    }

    /** A folder for images, kept between runs of the tests. */
    static Path folder() throws IOException {
        return Files.createDirectories(
                Path.of("target", "test-images", "worker").toAbsolutePath());
    }
}
