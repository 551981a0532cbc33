package org.curlew.grading.caid;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.curlew.grading.media.MediaBytes;
import org.curlew.grading.vics.lint.VicsLinter;

/**
 * Puts a bundle together: the VICS file, {@code bundle.json}, each media under {@code Files/AB/CD/<MD5>}, the list
 * {@code SHA256SUMS} of all of them in the form of {@code sha256sum}, and its detached signature {@code SHA256SUMS.p7s}. Every media
 * is held against its SHA-256 on the way. Memory does not grow with the bundle; the same input gives the same bytes.
 */
final class BundleWriter {

    static final String VICS = "VICS_Results.json";
    static final String FACTS = "bundle.json";
    static final String SUMS = "SHA256SUMS";
    static final String SIGNATURE = "SHA256SUMS.p7s";

    private static final int IN_MEMORY = 32 << 20;

    private final VicsLinter linter;
    private final MediaBytes bytes;

    BundleWriter(VicsLinter linter, MediaBytes bytes) {
        this.linter = linter;
        this.bytes = bytes;
    }

    /** Writes the VICS file of the bundle and tells of each content in it. */
    interface Content {
        void write(OutputStream vics, Items items) throws IOException;
    }

    /** Receives each content of the bundle once. */
    interface Items {

        /** @param withFile false for a content that CAID has already: its row goes without its bytes */
        void add(String md5, String sha256, boolean withFile) throws IOException;
    }

    /** What was written: rows of media, and the SHA-256 of the list, by which the bundle is known. */
    record Written(long media, String sumsSha256) {}

    /** Where a media lies in a bundle: by its MD5 in capitals, two folders deep. */
    static String path(String md5) {
        String name = md5.toUpperCase(Locale.ROOT);
        return "Files/" + name.substring(0, 2) + "/" + name.substring(2, 4) + "/" + name;
    }

    /** @param signer null leaves the bundle unsigned */
    Written write(BundleSink sink, BundleFacts facts, BundleSigner signer, Content content) throws IOException {
        Path work = Files.createTempDirectory("curlew-bundle");
        Path vics = work.resolve(VICS);
        Path list = work.resolve("items");
        Path sums = work.resolve(SUMS);
        try (BufferedWriter sumsText = Files.newBufferedWriter(sums)) {
            long media = prepare(vics, list, content);
            add(sink, sumsText, VICS, Files.size(vics), () -> Files.newInputStream(vics), null);
            byte[] factsText = BundleJson.of(facts, media).getBytes(StandardCharsets.UTF_8);
            add(sink, sumsText, FACTS, factsText.length, () -> new ByteArrayInputStream(factsText), null);
            try (BufferedReader items = Files.newBufferedReader(list)) {
                for (String item = items.readLine(); item != null; item = items.readLine()) {
                    String md5 = item.substring(0, 32);
                    String sha256 = item.substring(33);
                    add(sink, sumsText, path(md5), -1, () -> bytes.open(sha256), sha256);
                }
            }
            sumsText.flush();
            Measured measured = Measured.of(() -> Files.newInputStream(sums));
            sink.add(SUMS, measured.size(), measured.crc32(), () -> Files.newInputStream(sums));
            if (signer != null) {
                byte[] signature = signer.sign(sums, facts.made());
                Measured signed = Measured.of(() -> new ByteArrayInputStream(signature));
                sink.add(SIGNATURE, signed.size(), signed.crc32(), () -> new ByteArrayInputStream(signature));
            }
            return new Written(media, measured.sha256());
        } finally {
            for (Path file : new Path[] {vics, list, sums, work}) {
                Files.deleteIfExists(file);
            }
        }
    }

    private long prepare(Path vics, Path list, Content content) throws IOException {
        long[] media = {0};
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(vics), 1 << 16);
                BufferedWriter items = Files.newBufferedWriter(list)) {
            content.write(out, (md5, sha256, withFile) -> {
                if (withFile) {
                    items.write(md5 + " " + sha256 + "\n");
                }
                media[0]++;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        List<String> errors = CaseVics.errors(linter.lint(vics));
        if (!errors.isEmpty()) {
            throw new CaidException(errors.getFirst(), errors);
        }
        return media[0];
    }

    /** @param expected the SHA-256 that the content must have, null where it is our own text */
    private static void add(
            BundleSink sink, BufferedWriter sums, String path, long size, BundleSink.Source source, String expected)
            throws IOException {
        byte[] small;
        try (InputStream in = source.open()) {
            small = in.readNBytes(IN_MEMORY);
        } catch (FileNotFoundException e) {
            throw new CaidException(
                    "The store does not hold the media " + expected + " for " + path + ": import its exhibit again.",
                    e);
        }
        BundleSink.Source from = small.length < IN_MEMORY ? () -> new ByteArrayInputStream(small) : source;
        Measured measured = small.length < IN_MEMORY ? Measured.of(small) : Measured.of(source);
        if (expected != null && !measured.sha256().equals(expected)) {
            throw new CaidException("The store gives other bytes for the media " + expected + " (SHA-256 "
                    + measured.sha256() + "): do not export; check the object store.");
        }
        if (size >= 0 && size != measured.size()) {
            throw new IOException(path + " changed while it was read");
        }
        sink.add(path, measured.size(), measured.crc32(), from);
        sums.write(measured.sha256() + "  " + path + "\n");
    }

    /** Size and digests of a file. */
    record Measured(long size, long crc32, String sha256) {

        /** What lies in memory already: most media are small, and a buffer for each would cost more than its digest. */
        static Measured of(byte[] bytes) {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            return new Measured(bytes.length, crc.getValue(), HexFormat.of().formatHex(digest().digest(bytes)));
        }

        static Measured of(BundleSink.Source source) throws IOException {
            try (InputStream in = source.open()) {
                MessageDigest sha256 = digest();
                CRC32 crc = new CRC32();
                byte[] buffer = new byte[1 << 16];
                long size = 0;
                int read;
                while ((read = in.read(buffer)) > 0) {
                    sha256.update(buffer, 0, read);
                    crc.update(buffer, 0, read);
                    size += read;
                }
                return new Measured(size, crc.getValue(), HexFormat.of().formatHex(sha256.digest()));
            }
        }

        private static MessageDigest digest() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }
}
