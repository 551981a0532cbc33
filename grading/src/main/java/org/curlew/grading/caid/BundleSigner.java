package org.curlew.grading.caid;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableFile;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.curlew.storage.ledger.LedgerException;
import org.curlew.storage.ledger.TimeStamper;

/**
 * The force's key for bundles: detached CMS over a file, ECDSA or RSA-PSS with SHA-384, with an RFC 3161 token over the signature
 * where an authority is named. Keys come from {@link SigningKeys}.
 */
public final class BundleSigner {

    private final SigningKeys.Pair pair;
    private final TimeStamper authority;

    BundleSigner(SigningKeys.Pair pair) {
        this(pair, null);
    }

    private BundleSigner(SigningKeys.Pair pair, TimeStamper authority) {
        this.pair = pair;
        this.authority = authority;
    }

    /** With a key at hand, as an application keeps it. */
    public BundleSigner(PrivateKey key, X509Certificate certificate) {
        this(new SigningKeys.Pair(key, certificate, new BouncyCastleProvider()));
    }

    /** The same key, each signature stamped by the authority; the bytes of two runs then differ. */
    public BundleSigner stampedBy(TimeStamper timeStamper) {
        return new BundleSigner(pair, timeStamper);
    }

    PrivateKey key() {
        return pair.key();
    }

    public X509Certificate certificate() {
        return pair.certificate();
    }

    /**
     * Signs the file.
     *
     * @param at the signing time that the signature states; an own clock's word, not a time stamp
     * @return CMS SignedData without the content, DER
     */
    public byte[] sign(Path file, Instant at) {
        X509Certificate certificate = pair.certificate();
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
                            .build(new KeySigner(pair), certificate));
            generator.addCertificates(new JcaCertStore(List.of(certificate)));
            CMSSignedData signed = generator.generate(new CMSProcessableFile(file.toFile()), false);
            return (authority == null ? signed : stamped(signed)).getEncoded("DER");
        } catch (IOException | GeneralSecurityException | OperatorCreationException | CMSException e) {
            throw new CaidException("The bundle cannot be signed: " + e.getMessage(), e);
        } catch (LedgerException e) {
            throw new CaidException("The bundle's signature got no time stamp: " + e.getMessage() + ".", e);
        }
    }

    /** RFC 3161, appendix A: the token over the signature's value is an unsigned attribute of it. */
    private CMSSignedData stamped(CMSSignedData signed) throws IOException {
        SignerInformation signer = signed.getSignerInfos().iterator().next();
        byte[] token = authority.stamp(signer.getSignature());
        AttributeTable attributes = new AttributeTable(new Attribute(
                PKCSObjectIdentifiers.id_aa_signatureTimeStampToken, new DERSet(ASN1Primitive.fromByteArray(token))));
        return CMSSignedData.replaceSigners(
                signed, new SignerInformationStore(SignerInformation.replaceUnsignedAttributes(signer, attributes)));
    }
}
