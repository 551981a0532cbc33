package org.curlew.storage.objects;

import static org.curlew.storage.objects.ObjectStoreException.Kind;

import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What is put. Bytes on the way are checked by the server: by Content-MD5 where TLS or the loopback interface protects them,
 * else by a signed SHA-256.
 */
final class S3Puts {

    /** Where an object keeps the digest that it was put with. */
    static final String SHA256 = "x-amz-meta-sha256";

    /** Larger content is put in parts. */
    private static final long SINGLE_PUT = 256L << 20;

    private static final Pattern UNFINISHED =
            Pattern.compile(".*-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final MinioAsyncClient client;
    private final S3Calls calls;
    private final String bucket;
    private final boolean signPayload;
    private final Consumer<String> delete;

    /** @param delete takes back what turned out not to be what it was said to be */
    S3Puts(MinioAsyncClient client, S3Calls calls, ObjectStoreSettings settings, Consumer<String> delete) {
        this.client = client;
        this.calls = calls;
        this.bucket = settings.bucket();
        this.signPayload = !protectedOnTheWay(settings);
        this.delete = delete;
    }

    /** Whether the embedded server gives such names to what is not yet whole. */
    static boolean isUnfinished(String key) {
        return UNFINISHED.matcher(key).matches();
    }

    /** Fails with {@code EXISTS} where an object has the key. */
    void putIfAbsent(String key, ObjectContent content) {
        if (content.length() > SINGLE_PUT) {
            throw new ObjectStoreException(
                    Kind.UNSUPPORTED, "A put on condition takes at most " + SINGLE_PUT + " bytes: " + key);
        }
        put(key, content, Map.of("If-None-Match", "*"));
    }

    /** @param conditions headers that go with it */
    void put(String key, ObjectContent content, Map<String, String> conditions) {
        if (content.length() > SINGLE_PUT) {
            putFileInParts(key, content);
            return;
        }
        checkKey(key);
        Map<String, String> headers = new HashMap<>(conditions);
        headers.put(SHA256, content.sha256());
        headers.put("X-Amz-Content-Sha256", signPayload ? content.sha256() : "UNSIGNED-PAYLOAD");
        headers.put("Content-MD5", Base64.getEncoder().encodeToString(content.md5()));
        calls.repeat("putting " + key, () -> {
            PutObjectAPIArgs.Builder args =
                    PutObjectAPIArgs.builder().bucket(bucket).object(key).headers(new Http.Headers(headers));
            if (content.file() == null) {
                return S3Calls.await(client.putObject(
                        args.data(content.bytes(), content.bytes().length).build()));
            }
            try (RandomAccessFile file = openFile(content)) {
                return S3Calls.await(
                        client.putObject(args.file(file, content.length()).build()));
            }
        });
    }

    private static RandomAccessFile openFile(ObjectContent content) {
        try {
            return new RandomAccessFile(content.file().toFile(), "r");
        } catch (IOException e) {
            throw source(content, e);
        }
    }

    private void putFileInParts(String key, ObjectContent content) {
        try (InputStream in = Files.newInputStream(content.file())) {
            String stored = putStream(key, in, content.length());
            if (!stored.equals(content.sha256())) {
                delete.accept(key);
                throw source(content, new IOException("it changed while it was being stored"));
            }
        } catch (IOException e) {
            throw source(content, e);
        }
    }

    private static ObjectStoreException source(ObjectContent content, IOException e) {
        return new ObjectStoreException(
                Kind.SOURCE, "Cannot read " + content.file() + " to store it: " + e.getMessage(), e);
    }

    /** See {@link ObjectStore#putStream}. */
    String putStream(String key, InputStream in, long length) {
        checkKey(key);
        return new MultipartPut(client, calls, bucket, key, signPayload).put(in, length);
    }

    private static void checkKey(String key) {
        if (key.isEmpty() || key.endsWith("/") || isUnfinished(key)) {
            throw new IllegalArgumentException(
                    "An object's key is not empty and ends neither with / nor with - and a UUID: " + key);
        }
    }

    private static boolean protectedOnTheWay(ObjectStoreSettings settings) {
        if ("https".equalsIgnoreCase(settings.endpoint().getScheme())) {
            return true;
        }
        try {
            return InetAddress.getByName(settings.endpoint().getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ObjectStoreException(
                    Kind.UNAVAILABLE,
                    "The object store's host " + settings.endpoint().getHost()
                            + " is not known; check curlew.objects.endpoint and the name server",
                    e);
        }
    }
}
