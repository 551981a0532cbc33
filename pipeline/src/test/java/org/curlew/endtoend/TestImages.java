package org.curlew.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.curlew.testing.MadeOnce;

/** Images with a known truth: made by the shared generator, and small real ones made by others. */
final class TestImages {

    private TestImages() {}

    /** The folder that lies beside the repository. */
    static Path shared() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path shared = folder.resolve("shared");
            if (Files.isDirectory(shared.resolve("images"))) {
                return shared;
            }
        }
        throw new IllegalStateException("The folder 'shared' is not beside the repository");
    }

    /** The folder with {@code KIND.raw}, {@code KIND.E01} and the generator's trees, made on first use. */
    static Path generated(String kind) {
        return generated(kind, Path.of("target", "test-images").toAbsolutePath(), Map.of());
    }

    /** The same in a folder of its own, drawn by a seed. */
    static Path generated(String kind, int seed) {
        return generated(
                kind,
                Path.of("target", "test-images", "seed-" + seed).toAbsolutePath(),
                Map.of("SEED", Integer.toString(seed)));
    }

    private static Path generated(String kind, Path out, Map<String, String> seed) {
        return MadeOnce.in(out, () -> make(kind, out, seed));
    }

    private static Path make(String kind, Path out, Map<String, String> seed) {
        if (!Files.exists(out.resolve(kind + ".done"))) {
            Map<String, String> environment = new HashMap<>(seed);
            environment.put(
                    "JAVA",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString());
            try {
                Files.createDirectories(out);
                run(environment, "bash", shared().resolve("tools/make-image.sh").toString(), kind, out.toString());
                Files.createFile(out.resolve(kind + ".done"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return out;
    }

    /** What the generator left on one file system of the images in a folder: path ("/…") to SHA-256, without deleted files. */
    static Map<String, String> truth(Path images, String kind, String fileSystem) {
        Path work = images.resolve("work-" + kind);
        Path tree = work.resolve("tree-" + fileSystem);
        try (Stream<Path> files = Files.walk(tree)) {
            Set<String> deleted = Set.copyOf(Files.readAllLines(work.resolve("del-" + fileSystem + ".txt")));
            Map<String, String> truth = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = tree.relativize(file).toString();
                if (!deleted.contains(path)) {
                    truth.put("/" + path, sha256(file));
                }
            }
            return truth;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacks the images of a shared zip into the folder and gives them by name. */
    static Map<String, Path> unzip(String name, Path folder) {
        Map<String, Path> images = new HashMap<>();
        try (InputStream file = Files.newInputStream(shared().resolve("images").resolve(name));
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String base = Path.of(entry.getName()).getFileName().toString();
                if (base.matches("(?i).*\\.(dd|iso|dmg|raw)")) {
                    Path target = folder.resolve(base);
                    Files.copy(zip, target);
                    images.put(base, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return images;
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            java.security.MessageDigest digest = java.security.MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a program to its end and gives its standard output; fails where it fails. */
    static List<String> run(Map<String, String> environment, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            builder.environment().merge("PATH", ":/sbin:/usr/sbin", String::concat);
            Process process = builder.start();
            List<String> lines = new String(
                            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
