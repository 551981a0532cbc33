package org.curlew.grading.caid;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataParser;
import org.bouncycastle.cms.CMSAuthEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.Recipient;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientId;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientId;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;
import org.curlew.storage.objects.PrivateFiles;

/**
 * Seals a bundle for one recipient: CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM, its key wrapped for an RSA certificate
 * (OAEP, SHA-256) or an EC one (ECDH, AES-256 wrap). Streams; the signature inside stays what it was.
 */
public final class BundleEnvelope {

    /** What a sealed bundle's name ends with. */
    public static final String SUFFIX = ".p7m";

    private static final int BUFFER = 1 << 16;

    private BundleEnvelope() {}

    /**
     * Seals the bundle.
     *
     * @param recipient whose key alone opens it
     */
    public static void seal(Path bundle, Path sealed, X509Certificate recipient) throws IOException {
        BouncyCastleProvider provider = new BouncyCastleProvider();
        Path part = sealed.resolveSibling(sealed.getFileName() + ".part");
        try {
            recipient.checkValidity();
            CMSAuthEnvelopedDataStreamGenerator generator = new CMSAuthEnvelopedDataStreamGenerator();
            generator.addRecipientInfoGenerator(recipientInfo(recipient, provider));
            OutputAEADEncryptor encryptor =
                    (OutputAEADEncryptor) new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                            .setProvider(provider)
                            .build();
            try (OutputStream file = new BufferedOutputStream(PrivateFiles.out(part), BUFFER);
                    OutputStream out = generator.open(file, encryptor)) {
                Files.copy(bundle, out);
            }
            Files.move(part, sealed, StandardCopyOption.REPLACE_EXISTING);
        } catch (GeneralSecurityException | CMSException e) {
            throw new CaidException(
                    "The bundle cannot be sealed for " + recipient.getSubjectX500Principal() + ": " + e.getMessage()
                            + "; ask the recipient for a valid certificate.",
                    e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Opens a sealed bundle with the key of a PKCS#12 file. Nothing is left behind unless every byte was authenticated.
     *
     * @throws CaidException the file was not sealed for that key, was altered, or is not a sealed bundle
     */
    public static void open(Path sealed, Path bundle, Path pkcs12, char[] password) throws IOException {
        SigningKeys.Pair own = SigningKeys.read(pkcs12, password);
        BouncyCastleProvider provider = new BouncyCastleProvider();
        Path part = bundle.resolveSibling(bundle.getFileName() + ".part");
        try (InputStream file = new BufferedInputStream(Files.newInputStream(sealed), BUFFER)) {
            CMSAuthEnvelopedDataParser parser = new CMSAuthEnvelopedDataParser(file);
            RecipientInformation mine = parser.getRecipientInfos().get(new JceKeyTransRecipientId(own.certificate()));
            if (mine == null) {
                mine = parser.getRecipientInfos().get(new JceKeyAgreeRecipientId(own.certificate()));
            }
            if (mine == null) {
                throw new CaidException(sealed + " was not sealed for "
                        + own.certificate().getSubjectX500Principal() + ": use the recipient's key.");
            }
            try (InputStream in = mine.getContentStream(recipient(own.key(), provider))
                            .getContentStream();
                    OutputStream out = PrivateFiles.out(part)) {
                in.transferTo(out);
            }
            parser.close();
            Files.move(part, bundle, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | CMSException | RuntimeException e) {
            if (e instanceof CaidException known) {
                throw known;
            }
            throw new CaidException(
                    sealed + " cannot be opened: it was altered, cut short or is not a sealed bundle (" + e.getMessage()
                            + "); get it again.",
                    e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static RecipientInfoGenerator recipientInfo(X509Certificate recipient, BouncyCastleProvider provider)
            throws GeneralSecurityException {
        if (recipient.getPublicKey() instanceof ECPublicKey ec) {
            // by the curve's name: many receivers refuse a key that spells its curve out
            ASN1Encodable curve = SubjectPublicKeyInfo.getInstance(ec.getEncoded())
                    .getAlgorithm()
                    .getParameters();
            KeyPairGenerator ephemeral = KeyPairGenerator.getInstance("EC", provider);
            ephemeral.initialize(new ECGenParameterSpec(
                    ASN1ObjectIdentifier.getInstance(curve).getId()));
            KeyPair pair = ephemeral.generateKeyPair();
            return new JceKeyAgreeRecipientInfoGenerator(
                            CMSAlgorithm.ECDH_SHA384KDF, pair.getPrivate(), pair.getPublic(), CMSAlgorithm.AES256_WRAP)
                    .addRecipient(recipient)
                    .setProvider(provider);
        }
        OAEPParameterSpec oaep =
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
        return new JceKeyTransRecipientInfoGenerator(
                        recipient,
                        new JcaAlgorithmParametersConverter()
                                .getAlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP, oaep))
                .setProvider(provider);
    }

    private static Recipient recipient(PrivateKey key, BouncyCastleProvider provider) {
        return key.getAlgorithm().equals("EC")
                ? new JceKeyAgreeAuthEnvelopedRecipient(key).setProvider(provider)
                : new JceKeyTransAuthEnvelopedRecipient(key).setProvider(provider);
    }
}
