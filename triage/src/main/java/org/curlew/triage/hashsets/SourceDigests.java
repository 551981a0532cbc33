package org.curlew.triage.hashsets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** SHA-256 of the source files, computed beside the import; the files must not change meanwhile. */
final class SourceDigests {

    private record Watched(Path file, long bytes, FileTime modified) {}

    private final List<Watched> files = new ArrayList<>();
    private final CompletableFuture<List<String>> digests;

    private SourceDigests(List<Path> paths) throws IOException {
        for (Path file : paths) {
            files.add(new Watched(file, Files.size(file), Files.getLastModifiedTime(file)));
        }
        digests = CompletableFuture.supplyAsync(
                () -> paths.stream().map(SourceDigests::sha256).toList());
    }

    static SourceDigests start(List<Path> files) throws IOException {
        return new SourceDigests(files);
    }

    long bytes(int file) {
        return files.get(file).bytes();
    }

    /** Waits for the digests, in the files' order. */
    List<String> get() throws IOException {
        try {
            return digests.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException io ? io.getCause() : new IOException(e.getCause());
        }
    }

    void checkUnchanged() throws IOException {
        for (Watched watched : files) {
            if (Files.size(watched.file()) != watched.bytes()
                    || !Files.getLastModifiedTime(watched.file()).equals(watched.modified())) {
                throw new IOException(watched.file() + ": changed while it was being imported; import it again");
            }
        }
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 18];
            for (int got; (got = in.read(buffer)) > 0; ) {
                digest.update(buffer, 0, got);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
