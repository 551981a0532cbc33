package org.curlew.grading.caid;

import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableFile;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignerDigestMismatchException;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.curlew.grading.caid.BundleVerdict.Status;

/** What a detached signature over a file is worth, held against the certificate one trusts. */
record SignatureCheck(Status status, String message, String signer, Instant signedAt, Instant certificateEnd) {

    static SignatureCheck of(Path file, byte[] signature, X509Certificate trusted) {
        Instant end = trusted.getNotAfter().toInstant();
        try {
            CMSSignedData signed = new CMSSignedData(new CMSProcessableFile(file.toFile()), signature);
            SignerInformation signer =
                    signed.getSignerInfos().getSigners().iterator().next();
            Instant at = signedAt(signer);
            String name = name(signed, signer);
            if (!signer.getSID().match(new JcaX509CertificateHolder(trusted))) {
                return new SignatureCheck(
                        Status.WRONG_KEY,
                        "Signed with the key of " + name + ", not with that of " + trusted.getSubjectX500Principal()
                                + ": get the right certificate, or refuse the bundle.",
                        name,
                        at,
                        end);
            }
            return check(signer, trusted, name, at, end);
        } catch (CMSException | CertificateEncodingException | OperatorCreationException | RuntimeException e) {
            return new SignatureCheck(
                    Status.LIST_ALTERED, "The signature cannot be read: " + e.getMessage(), "", null, end);
        }
    }

    private static SignatureCheck check(
            SignerInformation signer, X509Certificate trusted, String name, Instant at, Instant end)
            throws OperatorCreationException, CMSException {
        boolean right;
        try {
            // by the key alone: the dates of the certificate get a message of their own below
            right = signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(trusted.getPublicKey()));
        } catch (CMSSignerDigestMismatchException e) {
            return new SignatureCheck(
                    Status.LIST_ALTERED,
                    "The list of files was altered after " + name + " signed it: refuse the bundle.",
                    name,
                    at,
                    end);
        }
        if (!right) {
            return new SignatureCheck(
                    Status.WRONG_KEY,
                    "The signature names " + name
                            + " and was not made with the key of that certificate: refuse the bundle.",
                    name,
                    at,
                    end);
        }
        if (at == null || at.isAfter(end) || at.isBefore(trusted.getNotBefore().toInstant())) {
            return new SignatureCheck(
                    Status.EXPIRED_CERTIFICATE,
                    "Signed on " + at + ", when the certificate of " + name + " was not valid ("
                            + trusted.getNotBefore().toInstant() + " to " + end + "): ask for a bundle signed anew.",
                    name,
                    at,
                    end);
        }
        return new SignatureCheck(Status.SOUND, "", name, at, end);
    }

    private static Instant signedAt(SignerInformation signer) {
        Attribute time = signer.getSignedAttributes() == null
                ? null
                : signer.getSignedAttributes().get(CMSAttributes.signingTime);
        Date date = time == null
                ? null
                : Time.getInstance(time.getAttrValues().getObjectAt(0)).getDate();
        return date == null ? null : date.toInstant();
    }

    private static String name(CMSSignedData signed, SignerInformation signer) {
        for (Object match : signed.getCertificates().getMatches(null)) {
            X509CertificateHolder holder = (X509CertificateHolder) match;
            if (signer.getSID().match(holder)) {
                return holder.getSubject().toString();
            }
        }
        return signer.getSID().getIssuer() + " " + signer.getSID().getSerialNumber();
    }
}
