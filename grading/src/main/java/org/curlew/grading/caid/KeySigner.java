package org.curlew.grading.caid;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/**
 * Signs what is written to it with SHA-384. An EC key in a file takes its nonce from key and content (RFC 6979), so that the same
 * bundle has the same signature; a token draws its own.
 */
final class KeySigner implements ContentSigner {

    private static final int SALT = 48;

    private final Signature signature;
    private final AlgorithmIdentifier algorithm;

    KeySigner(SigningKeys.Pair pair) throws GeneralSecurityException {
        boolean inFile = pair.provider() instanceof BouncyCastleProvider;
        if (pair.key().getAlgorithm().equals("EC")) {
            algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384);
            signature = Signature.getInstance(inFile ? "SHA384withECDDSA" : "SHA384withECDSA", pair.provider());
        } else {
            algorithm = new DefaultSignatureAlgorithmIdentifierFinder().find("SHA384withRSAandMGF1");
            signature = Signature.getInstance("RSASSA-PSS", pair.provider());
            signature.setParameter(new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, SALT, 1));
        }
        signature.initSign(pair.key());
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return algorithm;
    }

    @Override
    public OutputStream getOutputStream() {
        return new Stream(signature);
    }

    @Override
    public byte[] getSignature() {
        try {
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new CaidException("The bundle cannot be signed: " + e.getMessage(), e);
        }
    }

    private static final class Stream extends OutputStream {

        private final Signature signature;

        Stream(Signature signature) {
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
