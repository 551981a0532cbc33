package org.curlew.storage.objects;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where the objects are kept.
 *
 * @param endpoint scheme, host and port of the S3 server
 * @param region the server's region; {@code us-east-1} where the server has none
 * @param bucket made when it does not exist
 * @param certificateAuthority PEM file of the force's CA for TLS; null for the JDK's own trust store
 * @param patience how long a failing operation is repeated before it is given up
 * @param readTimeout how long to wait for the next bytes of an answer
 */
public record ObjectStoreSettings(
        URI endpoint,
        String accessKey,
        String secretKey,
        String region,
        String bucket,
        Path certificateAuthority,
        Duration patience,
        Duration readTimeout) {

    public ObjectStoreSettings {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(bucket, "bucket");
    }

    /** Two minutes of patience: a server that is gone for half a minute is waited for, not reported. */
    public ObjectStoreSettings(URI endpoint, String accessKey, String secretKey, String region, String bucket) {
        this(endpoint, accessKey, secretKey, region, bucket, null, Duration.ofMinutes(2), Duration.ofSeconds(30));
    }

    public ObjectStoreSettings withPatience(Duration newPatience, Duration newReadTimeout) {
        return new ObjectStoreSettings(
                endpoint, accessKey, secretKey, region, bucket, certificateAuthority, newPatience, newReadTimeout);
    }

    /** The same account and bucket behind another address, for example a proxy. */
    public ObjectStoreSettings withEndpoint(URI newEndpoint) {
        return new ObjectStoreSettings(
                newEndpoint, accessKey, secretKey, region, bucket, certificateAuthority, patience, readTimeout);
    }

    @Override
    public String toString() {
        return "bucket " + bucket + " at " + endpoint;
    }
}
