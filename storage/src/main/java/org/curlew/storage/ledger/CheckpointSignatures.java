package org.curlew.storage.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** Checks signatures against the certificates in a PEM file: several, where the force has renewed its key. */
final class CheckpointSignatures {

    private final List<X509Certificate> certificates;

    private CheckpointSignatures(List<X509Certificate> certificates) {
        this.certificates = certificates;
    }

    static CheckpointSignatures of(Path pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        try (InputStream in = Files.newInputStream(pem)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                certificates.add((X509Certificate) certificate);
            }
        } catch (IOException | CertificateException e) {
            throw new LedgerException("The certificate " + pem + " cannot be read: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new LedgerException("The file " + pem + " holds no certificate; give the force's, in PEM");
        }
        return new CheckpointSignatures(certificates);
    }

    /** Whether one of the certificates' keys signed exactly this body. */
    boolean signed(CheckpointLine line) {
        try {
            CMSSignedData cms = new CMSSignedData(
                    new CMSProcessableByteArray(line.body().getBytes(StandardCharsets.UTF_8)), line.signature());
            List<SignerInformation> signers =
                    new ArrayList<>(cms.getSignerInfos().getSigners());
            return signers.size() == 1 && certificates.stream().anyMatch(each -> by(each, signers.getFirst()));
        } catch (CMSException e) {
            return false;
        }
    }

    private static boolean by(X509Certificate certificate, SignerInformation signer) {
        try {
            return signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
        } catch (CMSException | OperatorCreationException e) {
            return false;
        }
    }
}
