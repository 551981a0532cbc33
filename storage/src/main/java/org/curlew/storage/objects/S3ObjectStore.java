package org.curlew.storage.objects;

import static org.curlew.storage.objects.ObjectStoreException.Kind;

import io.minio.AbortMultipartUploadArgs;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.HeadObjectArgs;
import io.minio.HeadObjectResponse;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.messages.Item;
import io.minio.messages.ListMultipartUploadsResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** An S3 server through the MinIO SDK; the embedded one's reads and listings go by its files. */
public final class S3ObjectStore implements ObjectStore {

    private static final int PIECE = 128 << 10;

    private final ObjectStoreSettings settings;
    private final S3Transport transport;
    private final MinioAsyncClient client;
    private final S3Calls calls;
    private final S3Locks locks;
    private final S3Puts puts;
    private final PlainRanges plain;

    private S3ObjectStore(ObjectStoreSettings settings) {
        this.settings = settings;
        this.transport = new S3Transport(settings);
        this.client = transport.client();
        this.calls = new S3Calls(settings);
        this.locks = new S3Locks(client, calls, settings);
        this.plain = PlainRanges.of(client, settings);
        this.puts = new S3Puts(client, calls, settings, this::delete);
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
        puts.put(key, content, Map.of());
    }

    @Override
    public boolean putIfAbsent(String key, ObjectContent content) {
        try {
            puts.putIfAbsent(key, content);
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

    @Override
    public String putStream(String key, InputStream in, long length) {
        return puts.putStream(key, in, length);
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
    public void get(String key, long offset, int length, Target target) {
        if (settings.folder() != null) {
            ObjectStore.super.get(key, offset, length, target);
            return;
        }
        if (length == 0 || plain != null && plain.read(key, offset, length, target)) {
            return;
        }
        calls.repeat("reading " + key, () -> {
            try (InputStream in = request(key, offset, length)) {
                byte[] buffer = new byte[Math.min(length, PIECE)];
                for (int at = 0; at < length; ) {
                    int got = in.readNBytes(buffer, 0, Math.min(PIECE, length - at));
                    if (got == 0) {
                        throw new IOException(at + " bytes came of " + length + " at " + offset);
                    }
                    target.take(at, ByteBuffer.wrap(buffer, 0, got));
                    at += got;
                }
                if (in.read() >= 0) {
                    throw new IOException("more than " + length + " bytes came at " + offset);
                }
                return null;
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
                    head.headers().get(S3Puts.SHA256),
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
                if (!item.isDir() && !S3Puts.isUnfinished(item.objectName())) {
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
            // the embedded server deletes its own when it starts; its listing of them fails at a file that it did not
            // write
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
        if (plain != null) {
            plain.close();
        }
        transport.close();
    }
}
