package org.curlew.pipeline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.curlew.grading.caid.BundleSigner;
import org.curlew.grading.caid.SigningKeys;
import org.curlew.storage.ledger.Rfc3161TimeStamper;
import picocli.CommandLine.Option;

/** The force's signing key, in a file or on a token, and the authority that stamps its signatures. */
final class SigningOption {

    @Option(names = "--key", paramLabel = "P12", description = "The force's signing key, PKCS#12.")
    private Path key;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File whose first line is the key's password or the token's PIN.")
    private Path passwordFile;

    @Option(names = "--token", paramLabel = "LIBRARY", description = "PKCS#11 library of the token that holds the key.")
    private Path token;

    @Option(
            names = "--token-slot",
            paramLabel = "N",
            description = "Slot of the token, from 0 (default: ${DEFAULT-VALUE}).")
    private int slot;

    @Option(names = "--time-stamp", paramLabel = "URL", description = "RFC 3161 authority that stamps the signature.")
    private URI authority;

    BundleSigner signer() {
        if ((key == null) == (token == null)) {
            throw new RefusedException("A released bundle is signed: name either --key or --token");
        }
        BundleSigner signer =
                key != null ? SigningKeys.file(key, password()) : SigningKeys.token(token, slot, password());
        return authority == null ? signer : signer.stampedBy(new Rfc3161TimeStamper(authority));
    }

    private char[] password() {
        return firstLine(passwordFile);
    }

    /** The password in a file: never on the command line, where every user of the machine can read it. */
    static char[] firstLine(Path file) {
        if (file == null) {
            throw new RefusedException("The key needs its password: name the file that holds it with --password-file");
        }
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").toCharArray();
        } catch (IOException e) {
            throw new RefusedException("The password file " + file + " cannot be read: check the path", e);
        }
    }

    static X509Certificate certificate(Path pem) {
        if (!Files.isRegularFile(pem) || !Files.isReadable(pem)) {
            throw new RefusedException("The certificate " + pem + " does not exist or cannot be read: check the path");
        }
        try (InputStream in = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException | CertificateException e) {
            throw new RefusedException(
                    "The file " + pem + " holds no certificate in PEM (" + e.getMessage()
                            + "): name the certificate, not its key",
                    e);
        }
    }
}
