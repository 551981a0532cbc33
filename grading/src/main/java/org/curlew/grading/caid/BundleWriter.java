package org.curlew.grading.caid;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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
            add(sink, sumsText, VICS, () -> Files.newInputStream(vics));
            byte[] factsText = BundleJson.of(facts, media).getBytes(StandardCharsets.UTF_8);
            add(sink, sumsText, FACTS, () -> new ByteArrayInputStream(factsText));
            addMedia(sink, sumsText, list);
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

    private void addMedia(BundleSink sink, BufferedWriter sums, Path list) throws IOException {
        try (Stream<String> items = Files.lines(list);
                ReadAhead ahead = new ReadAhead(
                        bytes,
                        items.map(item -> new ReadAhead.Wanted(path(item.substring(0, 32)), item.substring(33)))
                                .iterator())) {
            for (ReadAhead.Fetched media = ahead.next(); media != null; media = ahead.next()) {
                add(sink, sums, media.path(), media.measured(), media.source());
            }
        }
    }

    private static void add(BundleSink sink, BufferedWriter sums, String path, BundleSink.Source source)
            throws IOException {
        add(sink, sums, path, Measured.of(source), source);
    }

    private static void add(
            BundleSink sink, BufferedWriter sums, String path, Measured measured, BundleSink.Source source)
            throws IOException {
        sink.add(path, measured.size(), measured.crc32(), source);
        sums.write(measured.sha256() + "  " + path + "\n");
    }
}
