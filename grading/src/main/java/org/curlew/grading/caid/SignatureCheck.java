package org.curlew.grading.caid;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
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
import org.curlew.storage.ledger.Rfc3161TimeStamper;

/** What a detached signature over a file is worth, held against the certificate one trusts. */
record SignatureCheck(
        Status status, String message, String signer, Instant signedAt, Instant certificateEnd, String stamp) {

    SignatureCheck(Status status, String message, String signer, Instant signedAt, Instant certificateEnd) {
        this(status, message, signer, signedAt, certificateEnd, "");
    }

    /** @param authority whose time stamps count, null where none was named */
    static SignatureCheck of(Path file, byte[] signature, X509Certificate trusted, X509Certificate authority) {
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
            SignatureCheck check = check(signer, trusted, name, at, end);
            return check.status() == Status.SOUND ? stamped(check, signer, trusted, authority) : check;
        } catch (CMSException | CertificateEncodingException | OperatorCreationException | RuntimeException e) {
            return new SignatureCheck(
                    Status.LIST_ALTERED,
                    "The signature cannot be read: " + e.getMessage() + "; refuse the bundle, or get it again.",
                    "",
                    null,
                    end);
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

    /** The signature's time stamp, where it has one: what it proves needs the authority's certificate. */
    private static SignatureCheck stamped(
            SignatureCheck check, SignerInformation signer, X509Certificate trusted, X509Certificate authority) {
        Attribute token = signer.getUnsignedAttributes() == null
                ? null
                : signer.getUnsignedAttributes().get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
        if (token == null) {
            return authority == null
                    ? check
                    : check.but(
                            Status.TIME_STAMP_WRONG,
                            "The signature carries no time stamp, so its time is the signer's own word: ask for a stamped one, or"
                                    + " check it without --time-stamp-certificate.");
        }
        if (authority == null) {
            return check.with(" Its time stamp was not checked: name the authority's certificate.");
        }
        byte[] bytes;
        try {
            bytes = token.getAttrValues().getObjectAt(0).toASN1Primitive().getEncoded("DER");
        } catch (IOException e) {
            return check.but(Status.TIME_STAMP_WRONG, "The time stamp cannot be read: " + e.getMessage());
        }
        return Rfc3161TimeStamper.provenTime(bytes, signer.getSignature(), authority)
                .map(at -> at.isAfter(trusted.getNotAfter().toInstant())
                        ? check.but(
                                Status.EXPIRED_CERTIFICATE,
                                "The time stamp proves " + at + ", when the certificate of " + check.signer()
                                        + " had ended (" + check.certificateEnd() + "): ask for a bundle signed anew.")
                        : check.with(
                                " The time stamp of " + authority.getSubjectX500Principal() + " proves " + at + "."))
                .orElseGet(() -> check.but(
                        Status.TIME_STAMP_WRONG,
                        "The time stamp is not one of " + authority.getSubjectX500Principal()
                                + " over this signature: refuse the bundle, or get the right certificate."));
    }

    private SignatureCheck but(Status other, String text) {
        return new SignatureCheck(other, text, signer, signedAt, certificateEnd, "");
    }

    private SignatureCheck with(String text) {
        return new SignatureCheck(status, message, signer, signedAt, certificateEnd, text);
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
