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
 * @param folder where the embedded server keeps the bucket's objects as files: ranges are read there, with the system's own
 *     call, instead of over HTTP; null for every other server
 */
public record ObjectStoreSettings(
        URI endpoint,
        String accessKey,
        String secretKey,
        String region,
        String bucket,
        Path certificateAuthority,
        Duration patience,
        Duration readTimeout,
        Path folder) {

    public ObjectStoreSettings {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(bucket, "bucket");
    }

    /** Two minutes of patience: a server that is gone for half a minute is waited for, not reported. */
    public ObjectStoreSettings(URI endpoint, String accessKey, String secretKey, String region, String bucket) {
        this(endpoint, accessKey, secretKey, region, bucket, null, Duration.ofMinutes(2), Duration.ofSeconds(30), null);
    }

    /** Trusts, for TLS, the authority in this PEM file and no other. */
    public ObjectStoreSettings trusting(Path authority) {
        return new ObjectStoreSettings(
                endpoint, accessKey, secretKey, region, bucket, authority, patience, readTimeout, folder);
    }

    ObjectStoreSettings withFolder(Path newFolder) {
        return new ObjectStoreSettings(
                endpoint, accessKey, secretKey, region, bucket, certificateAuthority, patience, readTimeout, newFolder);
    }

    public ObjectStoreSettings withPatience(Duration newPatience, Duration newReadTimeout) {
        return new ObjectStoreSettings(
                endpoint,
                accessKey,
                secretKey,
                region,
                bucket,
                certificateAuthority,
                newPatience,
                newReadTimeout,
                folder);
    }

    /** The same account and bucket behind another address, for example a proxy: everything goes over HTTP. */
    public ObjectStoreSettings withEndpoint(URI newEndpoint) {
        return new ObjectStoreSettings(
                newEndpoint, accessKey, secretKey, region, bucket, certificateAuthority, patience, readTimeout, null);
    }

    @Override
    public String toString() {
        return "bucket " + bucket + " at " + endpoint;
    }
}
