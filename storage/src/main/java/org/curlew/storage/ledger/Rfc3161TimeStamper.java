package org.curlew.storage.ledger;

import java.io.IOException;
import java.math.BigInteger;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** Asks a time-stamping authority over HTTP (RFC 3161, section 3.4). */
public final class Rfc3161TimeStamper implements TimeStamper {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI authority;

    public Rfc3161TimeStamper(URI authority) {
        this.authority = authority;
    }

    @Override
    public byte[] stamp(byte[] bytes) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        byte[] digest = ChainedEntry.sha256().digest(bytes);
        TimeStampRequest request =
                generator.generate(NISTObjectIdentifiers.id_sha256, digest, new BigInteger(64, new SecureRandom()));
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(authority)
                            .timeout(PATIENCE)
                            .header("Content-Type", "application/timestamp-query")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(request.getEncoded()))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            TimeStampResponse response = new TimeStampResponse(answer.body());
            // compares nonce, digest and policy with what was asked
            response.validate(request);
            if (response.getTimeStampToken() == null) {
                throw new IOException("it refused: " + response.getStatusString());
            }
            return response.getTimeStampToken().getEncoded("DER");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        } catch (IOException | TSPException | IllegalArgumentException e) {
            throw failed(e);
        }
    }

    private LedgerException failed(Exception e) {
        return new LedgerException(
                "The time-stamping authority " + authority + " gave no usable token: " + why(e)
                        + "; check the address (curlew.signing.time-stamp-authority, or the command's --time-stamp)"
                        + " and that it answers",
                e);
    }

    /** A refused connection has no message of its own. */
    private static String why(Exception e) {
        if (e.getMessage() != null) {
            return e.getMessage();
        }
        return e instanceof ConnectException
                ? "nothing answers there"
                : e.getClass().getSimpleName();
    }

    /**
     * The time a token proves, or nothing when it is not this authority's token over these bytes.
     *
     * @param authority the certificate of the authority, handed over separately
     */
    public static Optional<Instant> provenTime(byte[] token, byte[] bytes, X509Certificate authority) {
        try {
            TimeStampToken stamp = new TimeStampToken(new CMSSignedData(token));
            stamp.validate(new JcaSimpleSignerInfoVerifierBuilder().build(authority));
            boolean same = NISTObjectIdentifiers.id_sha256.equals(
                            stamp.getTimeStampInfo().getMessageImprintAlgOID())
                    && Arrays.equals(
                            stamp.getTimeStampInfo().getMessageImprintDigest(),
                            ChainedEntry.sha256().digest(bytes));
            return same ? Optional.of(stamp.getTimeStampInfo().getGenTime().toInstant()) : Optional.empty();
        } catch (TSPException | CMSException | IOException | OperatorCreationException e) {
            return Optional.empty();
        }
    }
}
