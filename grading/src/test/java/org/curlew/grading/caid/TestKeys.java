package org.curlew.grading.caid;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys for tests; never anybody's. */
public final class TestKeys {

    private TestKeys() {}

    public static BundleSigner ec(String name, Instant from, Instant to) {
        return signer(name, from, to, "EC");
    }

    static BundleSigner rsa(String name, Instant from, Instant to) {
        return signer(name, from, to, "RSA");
    }

    /** A certificate for the same key, name and serial number with other dates: valid on the given day. */
    static X509Certificate redated(BundleSigner signer, Instant day) {
        try {
            X509Certificate old = signer.certificate();
            X500Name subject = new X500Name(old.getSubjectX500Principal().getName());
            var builder = new JcaX509v3CertificateBuilder(
                    subject,
                    old.getSerialNumber(),
                    Date.from(day.minusSeconds(86_400)),
                    Date.from(day.plusSeconds(86_400)),
                    subject,
                    old.getPublicKey());
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA384withECDSA").build(signer.key())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BundleSigner signer(String name, Instant from, Instant to, String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp384r1"));
            } else {
                generator.initialize(2048);
            }
            KeyPair pair = generator.generateKeyPair();
            X500Name subject = new X500Name("CN=" + name);
            var builder = new JcaX509v3CertificateBuilder(
                    subject,
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(from),
                    Date.from(to),
                    subject,
                    pair.getPublic());
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder(algorithm.equals("EC") ? "SHA384withECDSA" : "SHA384withRSA")
                                    .build(pair.getPrivate())));
            return new BundleSigner(pair.getPrivate(), certificate);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
