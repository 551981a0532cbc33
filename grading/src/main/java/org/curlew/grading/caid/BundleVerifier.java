package org.curlew.grading.caid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.curlew.grading.caid.BundleVerdict.Status;

/**
 * Checks a bundle without a network or a database: that the holder of the given certificate signed the list of files, that every file
 * is the listed one, and that there is no other. While the bundle is sound, memory holds the zip's directory and nothing else that grows.
 */
public final class BundleVerifier {

    private BundleVerifier() {}

    /**
     * Checks the bundle.
     *
     * @param bundle a zip or a folder
     * @param certificate of the force that should have signed it, got by another way than the bundle
     * @throws IOException the bundle cannot be read at all
     */
    public static BundleVerdict verify(Path bundle, X509Certificate certificate) throws IOException {
        return verify(bundle, certificate, null);
    }

    /**
     * The same; the signature must carry a time stamp of the authority.
     *
     * @param authority certificate of the time-stamping authority, null where a time stamp is not asked for
     */
    public static BundleVerdict verify(Path bundle, X509Certificate certificate, X509Certificate authority)
            throws IOException {
        if (Files.isRegularFile(bundle) && sealed(bundle)) {
            return new BundleVerdict(
                    Status.SEALED,
                    bundle + " is sealed for its recipient: open it first with curlew caid open.",
                    "",
                    null,
                    "",
                    0);
        }
        try (BundleSource source = BundleSource.of(bundle)) {
            return verify(bundle, source, certificate, authority);
        } catch (ZipException e) {
            return new BundleVerdict(
                    Status.NOT_A_BUNDLE,
                    bundle + " is not a sound zip (" + e.getMessage() + "): copy it again from where it was made.",
                    "",
                    null,
                    "",
                    0);
        }
    }

    /** A CMS structure, DER or BER, starts with the tag of a sequence; a zip with PK. */
    private static boolean sealed(Path bundle) throws IOException {
        try (InputStream in = Files.newInputStream(bundle)) {
            return in.read() == 0x30;
        }
    }

    private static BundleVerdict verify(
            Path bundle, BundleSource source, X509Certificate certificate, X509Certificate authority)
            throws IOException {
        byte[] signature = read(source, BundleWriter.SIGNATURE);
        String facts = text(read(source, BundleWriter.FACTS));
        Path sums = Files.createTempFile("curlew-sums", ".txt");
        try (InputStream list = source.open(BundleWriter.SUMS)) {
            if (list == null) {
                return new BundleVerdict(
                        Status.NOT_A_BUNDLE,
                        bundle + " has no " + BundleWriter.SUMS
                                + ": it is not a bundle of Curlew, or the list was removed.",
                        "",
                        null,
                        facts,
                        0);
            }
            Files.copy(list, sums, StandardCopyOption.REPLACE_EXISTING);
            if (signature == null) {
                return new BundleVerdict(
                        Status.UNSIGNED,
                        bundle + " has no signature " + BundleWriter.SIGNATURE
                                + ": nobody vouches for it; ask for the signed bundle.",
                        "",
                        null,
                        facts,
                        0);
            }
            SignatureCheck check = SignatureCheck.of(sums, signature, certificate, authority);
            if (check.status() != Status.SOUND) {
                return new BundleVerdict(check.status(), check.message(), check.signer(), check.signedAt(), facts, 0);
            }
            return files(source, sums, check, facts);
        } finally {
            Files.deleteIfExists(sums);
        }
    }

    private static BundleVerdict files(BundleSource source, Path sums, SignatureCheck check, String facts)
            throws IOException {
        long files = 0;
        try (BufferedReader lines = Files.newBufferedReader(sums)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String listed = line.substring(0, 64);
                String path = line.substring(66);
                if (source.open(path) instanceof InputStream in) {
                    in.close();
                } else {
                    return verdict(
                            Status.FILE_MISSING,
                            path + " is on the signed list and missing: refuse the bundle, or get it again.",
                            check,
                            facts,
                            files);
                }
                String actual = Measured.of(() -> source.open(path)).sha256();
                if (!actual.equals(listed)) {
                    return different(sums, path, actual, check, facts, files);
                }
                files++;
            }
        }
        if (source.count() != files + 2) {
            List<String> foreign = foreign(source, sums);
            return verdict(
                    Status.FILE_FOREIGN,
                    "Files that nobody signed lie in it: " + String.join(", ", foreign)
                            + ": refuse the bundle, or get it again.",
                    check,
                    facts,
                    files);
        }
        Optional<String> misplaced = outOfOrder(source, sums);
        if (misplaced.isPresent()) {
            return verdict(
                    Status.ORDER_ALTERED,
                    "Every file is as it was signed, but " + misplaced.get()
                            + " stands in another place of the zip than the signed list has it: somebody packed it again;"
                            + " ask for the bundle as it was made, or unpack it and check the folder.",
                    check,
                    facts,
                    files);
        }
        Instant end = check.certificateEnd();
        String since = Instant.now().isAfter(end)
                ? " The certificate ended on " + end + "; the signing time is the signer's own word."
                : "";
        return verdict(
                Status.SOUND,
                files + " files are as " + check.signer() + " signed them on " + check.signedAt() + "." + check.stamp()
                        + since,
                check,
                facts,
                files);
    }

    /** A bundle is written in the order of its list; the list and its signature come last. */
    private static Optional<String> outOfOrder(BundleSource source, Path sums) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(sums)) {
            return source.firstOutOfOrder(Stream.concat(
                            lines.lines().map(line -> line.substring(66)),
                            Stream.of(BundleWriter.SUMS, BundleWriter.SIGNATURE))
                    .iterator());
        }
    }

    private static BundleVerdict different(
            Path sums, String path, String actual, SignatureCheck check, String facts, long files) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(sums)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(actual)) {
                    return verdict(
                            Status.FILES_SWAPPED,
                            path + " holds the content of " + line.substring(66)
                                    + ": files were swapped; refuse the bundle, or get it again.",
                            check,
                            facts,
                            files);
                }
            }
        }
        return verdict(
                Status.FILE_ALTERED,
                path + " was altered: its SHA-256 is " + actual + ", which is not the signed one; refuse the bundle, or"
                        + " get it again.",
                check,
                facts,
                files);
    }

    private static List<String> foreign(BundleSource source, Path sums) throws IOException {
        Set<String> listed = new HashSet<>(Set.of(BundleWriter.SUMS, BundleWriter.SIGNATURE));
        try (BufferedReader lines = Files.newBufferedReader(sums)) {
            lines.lines().forEach(line -> listed.add(line.substring(66)));
        }
        return source.find(path -> !listed.contains(path));
    }

    private static BundleVerdict verdict(
            Status status, String message, SignatureCheck check, String facts, long files) {
        return new BundleVerdict(status, message, check.signer(), check.signedAt(), facts, files);
    }

    private static byte[] read(BundleSource source, String path) throws IOException {
        try (InputStream in = source.open(path)) {
            return in == null ? null : in.readNBytes(1 << 20);
        }
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
