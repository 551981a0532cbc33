package org.curlew.grading.caid;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableFile;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * The force's key for bundles: detached CMS over a file. An EC key signs with the nonce derived from key and content (RFC 6979), so
 * the same bundle has the same signature; an RSA key signs with PSS.
 */
public final class BundleSigner {

    private final PrivateKey key;
    private final X509Certificate certificate;

    public BundleSigner(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /**
     * Opens the first key of a PKCS#12 file.
     *
     * @throws CaidException it cannot be opened, or holds no key
     */
    public static BundleSigner open(Path pkcs12, char[] password) {
        try (InputStream in = Files.newInputStream(pkcs12)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    return new BundleSigner(
                            (PrivateKey) store.getKey(alias, password), (X509Certificate) store.getCertificate(alias));
                }
            }
            throw new CaidException("The key file " + pkcs12 + " holds no private key: name the force's signing key.");
        } catch (IOException | GeneralSecurityException e) {
            throw new CaidException(
                    "The key file " + pkcs12 + " cannot be opened: " + e.getMessage()
                            + "; check the file and its password.",
                    e);
        }
    }

    PrivateKey key() {
        return key;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * Signs the file.
     *
     * @param at the signing time that the signature states; an own clock's word, not a time stamp
     * @return CMS SignedData without the content, DER
     */
    byte[] sign(Path file, Instant at) {
        if (at.isAfter(certificate.getNotAfter().toInstant())
                || at.isBefore(certificate.getNotBefore().toInstant())) {
            throw new CaidException("The signing certificate of " + certificate.getSubjectX500Principal()
                    + " is valid from " + certificate.getNotBefore().toInstant() + " to "
                    + certificate.getNotAfter().toInstant() + ": renew it before signing.");
        }
        try {
            AttributeTable attributes =
                    new AttributeTable(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(at)))));
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes))
                            .build(contentSigner(), certificate));
            generator.addCertificates(new JcaCertStore(List.of(certificate)));
            return generator
                    .generate(new CMSProcessableFile(file.toFile()), false)
                    .getEncoded("DER");
        } catch (IOException | GeneralSecurityException | OperatorCreationException | CMSException e) {
            throw new CaidException("The bundle cannot be signed: " + e.getMessage(), e);
        }
    }

    private ContentSigner contentSigner() throws GeneralSecurityException, OperatorCreationException {
        if (!key.getAlgorithm().equals("EC")) {
            return new JcaContentSignerBuilder("SHA384withRSAandMGF1")
                    .setProvider(new BouncyCastleProvider())
                    .build(key);
        }
        Signature signature = Signature.getInstance("SHA384withECDDSA", new BouncyCastleProvider());
        signature.initSign(key);
        return new DeterministicSigner(signature);
    }

    private record DeterministicSigner(Signature signature) implements ContentSigner {

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384);
        }

        @Override
        public OutputStream getOutputStream() {
            return new SignatureStream(signature);
        }

        @Override
        public byte[] getSignature() {
            try {
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new CaidException("The bundle cannot be signed: " + e.getMessage(), e);
            }
        }
    }

    private static final class SignatureStream extends OutputStream {

        private final Signature signature;

        SignatureStream(Signature signature) {
            this.signature = signature;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                signature.update(bytes, offset, length);
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }
    }
}
