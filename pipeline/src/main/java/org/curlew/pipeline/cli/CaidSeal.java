package org.curlew.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.concurrent.Callable;
import org.curlew.grading.caid.BundleEnvelope;
import org.curlew.grading.caid.CaidException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sealing a bundle for one recipient, wherever it was made, and opening one; neither needs a data folder. */
final class CaidSeal {

    private CaidSeal() {}

    /** The recipient's certificate, valid today. */
    static X509Certificate recipient(Path pem) {
        X509Certificate certificate = SigningOption.certificate(pem);
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            throw new RefusedException(
                    "The recipient's certificate " + pem + " is not valid today: " + e.getMessage()
                            + "; ask the recipient for a valid one",
                    e);
        }
        return certificate;
    }

    @Command(
            name = "seal",
            mixinStandardHelpOptions = true,
            description = "Seals a bundle for the holder of a certificate; needs no data folder.")
    static final class Seal implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", description = "The bundle, a zip.")
        private Path bundle;

        @Option(
                names = "--recipient",
                required = true,
                paramLabel = "PEM",
                description = "The recipient's certificate.")
        private Path recipient;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "The sealed file to write (default: beside the bundle, ending in .p7m).")
        private Path out;

        @Mixin
        private OutputOption output;

        @Override
        public Integer call() throws IOException {
            NamedFile.requireReadable(bundle);
            Path sealed = out == null ? bundle.resolveSibling(bundle.getFileName() + BundleEnvelope.SUFFIX) : out;
            output.require(sealed, bundle);
            try {
                BundleEnvelope.seal(bundle, sealed, recipient(recipient));
            } catch (CaidException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
            System.out.println(sealed + ": sealed for the recipient");
            return ExitCodes.COMPLETE;
        }
    }

    @Command(
            name = "open",
            mixinStandardHelpOptions = true,
            description = "Opens a bundle that was sealed for the holder of the key; needs no data folder.")
    static final class Open implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", description = "The sealed bundle.")
        private Path sealed;

        @Option(names = "--key", required = true, paramLabel = "P12", description = "The recipient's key, PKCS#12.")
        private Path key;

        @Option(
                names = "--password-file",
                required = true,
                paramLabel = "FILE",
                description = "File whose first line is the key's password.")
        private Path passwordFile;

        @Option(names = "--out", required = true, paramLabel = "ZIP", description = "The bundle to write.")
        private Path out;

        @Mixin
        private OutputOption output;

        @Override
        public Integer call() throws IOException {
            NamedFile.requireReadable(sealed);
            output.require(out, sealed);
            try {
                BundleEnvelope.open(sealed, out, key, SigningOption.firstLine(passwordFile));
            } catch (CaidException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
            System.out.println(out + ": opened; check it with curlew verify bundle");
            return ExitCodes.COMPLETE;
        }
    }
}
