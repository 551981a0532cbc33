package org.curlew.storage.objects;

import static org.curlew.storage.objects.ObjectStoreException.Kind;

import io.minio.AbortMultipartUploadArgs;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.HeadObjectArgs;
import io.minio.HeadObjectResponse;
import io.minio.Http;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.messages.Item;
import io.minio.messages.ListMultipartUploadsResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * An S3 server through the MinIO SDK. Bytes on the way are checked by the server: by Content-MD5 where TLS or the
 * loopback interface protects them, else by a signed SHA-256.
 */
public final class S3ObjectStore implements ObjectStore {

    /** Larger content is put in parts. */
    private static final long SINGLE_PUT = 256L << 20;

    private static final String SHA256 = "x-amz-meta-sha256";
    private static final Pattern UNFINISHED =
            Pattern.compile(".*-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final ObjectStoreSettings settings;
    private final S3Transport transport;
    private final MinioAsyncClient client;
    private final S3Calls calls;
    private final S3Locks locks;
    private final boolean signPayload;

    private S3ObjectStore(ObjectStoreSettings settings) {
        this.settings = settings;
        this.transport = new S3Transport(settings);
        this.client = transport.client();
        this.calls = new S3Calls(settings);
        this.locks = new S3Locks(client, calls, settings.bucket());
        this.signPayload = !protectedOnTheWay(settings);
    }

    /** Connects, and makes the bucket when it is not there. */
    public static S3ObjectStore connect(ObjectStoreSettings settings) {
        S3ObjectStore store = new S3ObjectStore(settings);
        try {
            store.ensureBucket();
            return store;
        } catch (ObjectStoreException e) {
            store.close();
            throw e;
        }
    }

    private void ensureBucket() {
        calls.repeat("making the bucket", () -> {
            BucketExistsArgs exists =
                    BucketExistsArgs.builder().bucket(settings.bucket()).build();
            if (!S3Calls.await(client.bucketExists(exists))) {
                MakeBucketArgs make =
                        MakeBucketArgs.builder().bucket(settings.bucket()).build();
                S3Calls.await(client.makeBucket(make));
            }
            return null;
        });
    }

    @Override
    public void put(String key, ObjectContent content) {
        put(key, content, Map.of());
    }

    @Override
    public boolean putIfAbsent(String key, ObjectContent content) {
        if (content.length() > SINGLE_PUT) {
            throw new ObjectStoreException(
                    Kind.UNSUPPORTED, "A put on condition takes at most " + SINGLE_PUT + " bytes: " + key);
        }
        try {
            put(key, content, Map.of("If-None-Match", "*"));
            return true;
        } catch (ObjectStoreException e) {
            if (e.kind() != Kind.EXISTS) {
                throw e;
            }
            // an earlier attempt of ours may have arrived although its answer was lost
            return head(key)
                    .map(ObjectHead::sha256)
                    .filter(content.sha256()::equals)
                    .isPresent();
        }
    }

    private void put(String key, ObjectContent content, Map<String, String> conditions) {
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
            PutObjectAPIArgs.Builder args = PutObjectAPIArgs.builder()
                    .bucket(settings.bucket())
                    .object(key)
                    .headers(new Http.Headers(headers));
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
                delete(key);
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

    @Override
    public String putStream(String key, InputStream in, long length) {
        checkKey(key);
        return new MultipartPut(client, calls, settings.bucket(), key, signPayload).put(in, length);
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        if (length == 0) {
            return new byte[0];
        }
        return calls.repeat("reading " + key, () -> {
            Optional<byte[]> file = FolderReads.read(settings.folder(), key, offset, length);
            if (file.isPresent()) {
                return file.get();
            }
            try (InputStream in = request(key, offset, length)) {
                byte[] bytes = new byte[length];
                int got = in.readNBytes(bytes, 0, length);
                if (got != length || in.read() >= 0) {
                    throw new IOException(got + " bytes came of " + length + " at " + offset);
                }
                return bytes;
            }
        });
    }

    @Override
    public Optional<Path> file(String key, long length) {
        return FolderReads.file(settings.folder(), key, length);
    }

    @Override
    public InputStream open(String key, long offset, long length) {
        return new ResumingStream(
                offset,
                length,
                (from, count) -> {
                    InputStream in = calls.repeat("reading " + key, () -> request(key, from, count));
                    return in;
                },
                settings);
    }

    private InputStream request(String key, long offset, long length) throws Exception {
        return S3Calls.await(client.getObject(GetObjectArgs.builder()
                .bucket(settings.bucket())
                .object(key)
                .offset(offset)
                .length(length)
                .build()));
    }

    @Override
    public Optional<ObjectHead> head(String key) {
        HeadObjectArgs args =
                HeadObjectArgs.builder().bucket(settings.bucket()).object(key).build();
        try {
            HeadObjectResponse head = calls.repeat("looking for " + key, () -> S3Calls.await(client.headObject(args)));
            return Optional.of(new ObjectHead(
                    key,
                    head.size(),
                    head.headers().get(SHA256),
                    head.lastModified().toInstant()));
        } catch (ObjectStoreException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void list(String prefix, Consumer<ObjectHead> consumer) {
        if (settings.folder() != null) {
            FolderListing.list(settings.folder(), prefix, consumer);
            return;
        }
        String[] after = {null};
        calls.repeat("listing " + prefix, () -> {
            // a listing that broke off goes on behind the last key it gave
            ListObjectsArgs.Builder args = ListObjectsArgs.builder()
                    .bucket(settings.bucket())
                    .prefix(prefix)
                    .recursive(true);
            if (after[0] != null) {
                args.startAfter(after[0]);
            }
            for (Result<Item> result : client.listObjects(args.build())) {
                Item item = result.get();
                if (!item.isDir() && !UNFINISHED.matcher(item.objectName()).matches()) {
                    consumer.accept(new ObjectHead(
                            item.objectName(),
                            item.size(),
                            null,
                            item.lastModified().toInstant()));
                }
                after[0] = item.objectName();
            }
            return null;
        });
    }

    @Override
    public List<Path> strangers() {
        return settings.folder() == null ? List.of() : FolderListing.others(settings.folder());
    }

    @Override
    public void delete(String key) {
        RemoveObjectArgs args =
                RemoveObjectArgs.builder().bucket(settings.bucket()).object(key).build();
        try {
            calls.repeat("deleting " + key, () -> S3Calls.await(client.removeObject(args)));
        } catch (ObjectStoreException e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    @Override
    public void erase(String key) {
        locks.erase(key);
    }

    @Override
    public ObjectLocks locks() {
        return locks;
    }

    @Override
    public int abortStaleUploads(Duration age) {
        if (settings.folder() != null) {
            // the embedded server deletes its own when it starts; its listing of them fails at a file that it did not write
            return 0;
        }
        Instant before = Instant.now().minus(age);
        return calls.repeat("dropping unfinished uploads", () -> {
            int dropped = 0;
            ListMultipartUploadsArgs args =
                    ListMultipartUploadsArgs.builder().bucket(settings.bucket()).build();
            for (ListMultipartUploadsResult.Upload upload :
                    S3Calls.await(client.listMultipartUploads(args)).result().uploads()) {
                if (!upload.initiated().toInstant().isAfter(before)) {
                    S3Calls.await(client.abortMultipartUpload(AbortMultipartUploadArgs.builder()
                            .bucket(settings.bucket())
                            .object(upload.objectName())
                            .uploadId(upload.uploadId())
                            .build()));
                    dropped++;
                }
            }
            return dropped;
        });
    }

    @Override
    public void close() {
        transport.close();
    }

    private static void checkKey(String key) {
        if (key.isEmpty() || key.endsWith("/") || UNFINISHED.matcher(key).matches()) {
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
