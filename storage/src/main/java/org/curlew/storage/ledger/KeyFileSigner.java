package org.curlew.storage.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.curlew.storage.objects.PrivateFiles;

/**
 * The force's key in a PKCS#12 file, its password in a second file; both are readable by their owner only. ECDSA on
 * P-384 with SHA-384. A force with its own certification authority puts its own file in the place.
 */
public final class KeyFileSigner implements LedgerSigner {

    private static final String ALIAS = "ledger";
    private static final String ALGORITHM = "SHA384withECDSA";
    private static final int VALID_YEARS = 20;

    private final PrivateKey key;
    private final X509Certificate certificate;

    private KeyFileSigner(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /**
     * Opens {@code ledger-signing.p12} with the password in {@code ledger-signing.password}; makes a new key with a
     * self-signed certificate when neither is there.
     *
     * @param force the name in a new certificate
     * @throws LedgerException when one of the two is missing or they do not fit
     */
    public static KeyFileSigner open(Path folder, String force) {
        return open(folder, force, () -> false);
    }

    /**
     * The same; but where checkpoints were signed before, a missing key is a lost one, and no new one is made in its place:
     * whoever holds the old certificate would take the new signatures for forged.
     */
    public static KeyFileSigner open(Path folder, String force, BooleanSupplier signedBefore) {
        Path file = folder.resolve("ledger-signing.p12");
        Path passwordFile = folder.resolve("ledger-signing.password");
        try {
            PrivateFiles.folder(folder);
            if (Files.exists(file) != Files.exists(passwordFile) && Files.exists(file)) {
                throw new IOException(passwordFile + " is missing");
            }
            if (!Files.exists(file) && signedBefore.getAsBoolean()) {
                throw new IOException("it is missing, and checkpoints were signed with it");
            }
            char[] password = PrivateFiles.secret(passwordFile, 24).toCharArray();
            if (!Files.exists(file)) {
                create(file, password, force);
            }
            return load(file, password);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new LedgerException(
                    "The ledger's signing key in " + file + " cannot be used: " + e.getMessage()
                            + "; restore the key and its password file from the backup (where they are lost for good, see"
                            + " docs/security.md, Keys)",
                    e);
        }
    }

    private static KeyFileSigner load(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return new KeyFileSigner(
                        (PrivateKey) store.getKey(alias, password), (X509Certificate) store.getCertificate(alias));
            }
        }
        throw new IOException("it holds no private key");
    }

    private static void create(Path file, char[] password, String force)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        KeyPair pair = generator.generateKeyPair();
        var name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, "Curlew ledger")
                .addRDN(BCStyle.O, force)
                .build();
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(127, new SecureRandom()).add(BigInteger.ONE),
                Date.from(now.minus(1, ChronoUnit.HOURS)),
                Date.from(now.plus(365L * VALID_YEARS, ChronoUnit.DAYS)),
                name,
                pair.getPublic());
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(ALGORITHM).build(pair.getPrivate())));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, pair.getPrivate(), password, new Certificate[] {certificate});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password);
        PrivateFiles.write(file, out.toByteArray());
    }

    @Override
    public byte[] sign(byte[] content) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .build(new JcaContentSignerBuilder(ALGORITHM).build(key), certificate));
            generator.addCertificates(new JcaCertStore(List.of(certificate)));
            return generator
                    .generate(new CMSProcessableByteArray(content), false)
                    .getEncoded("DER");
        } catch (IOException | GeneralSecurityException | OperatorCreationException | CMSException e) {
            throw new LedgerException("The checkpoint cannot be signed: " + e.getMessage(), e);
        }
    }

    @Override
    public X509Certificate certificate() {
        return certificate;
    }
}
