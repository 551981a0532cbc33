package org.curlew.pipeline.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate made on the first start, for a force that has none of its own yet: P-256, this machine's name, two years. Its
 * fingerprint is printed, to be compared in the browser. The key lies in the data folder, readable by its owner alone.
 */
public final class OwnCertificate {

    /** The key store's password protects nothing beyond the file's own permissions: it lies beside the key. */
    public static final String STORE_PASSWORD = "curlew-key-store";

    static final String ALIAS = "pages";

    private static final Duration VALID = Duration.ofDays(730);

    private final Path file;

    /** @param file PKCS #12, made when it is not there */
    public OwnCertificate(Path file) {
        this.file = file;
    }

    /** The key store with key and certificate. */
    public Path store() {
        try {
            if (!Files.exists(file)) {
                make();
            }
            return file;
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(
                    "The certificate " + file + " cannot be made: " + e.getMessage()
                            + "; make the folder writable, or name the force's own with server.ssl.key-store",
                    e);
        }
    }

    /** SHA-256 of the certificate, as browsers show it. */
    public String fingerprint() {
        return fingerprint(certificate());
    }

    /** SHA-256 of any certificate in the form that browsers show: upper-case hex pairs with colons. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A certificate's fingerprint cannot be computed", e);
        }
    }

    /** The certificate itself, made when it is not there. */
    public X509Certificate certificate() {
        try (InputStream in = Files.newInputStream(store())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, STORE_PASSWORD.toCharArray());
            return (X509Certificate) keys.getCertificate(ALIAS);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The certificate " + file + " cannot be read: move it away to have a new one", e);
        }
    }

    private void make() throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        String host = InetAddress.getLocalHost().getHostName();
        X500Name name = new X500Name("CN=" + host.replaceAll("[^A-Za-z0-9.-]", ""));
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(127, new SecureRandom()),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(VALID)),
                name,
                pair.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, host),
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        }));
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(ALIAS, pair.getPrivate(), STORE_PASSWORD.toCharArray(), new X509Certificate[] {certificate});
        Path half = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(half);
        Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(half)) {
            keys.store(out, STORE_PASSWORD.toCharArray());
        }
        Files.move(half, file);
    }
}
