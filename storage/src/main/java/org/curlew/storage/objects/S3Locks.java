package org.curlew.storage.objects;

import static org.curlew.storage.objects.ObjectStoreException.Kind;

import io.minio.DisableObjectLegalHoldArgs;
import io.minio.EnableObjectLegalHoldArgs;
import io.minio.GetBucketVersioningArgs;
import io.minio.GetObjectLockConfigurationArgs;
import io.minio.GetObjectRetentionArgs;
import io.minio.IsObjectLegalHoldEnabledArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.SetBucketVersioningArgs;
import io.minio.SetObjectRetentionArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.XmlParserException;
import io.minio.messages.Item;
import io.minio.messages.Retention;
import io.minio.messages.RetentionMode;
import io.minio.messages.VersioningConfiguration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.chrono.ChronoZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Versions and locks of one bucket through the MinIO SDK. The embedded server has neither and is not asked: it would answer
 * with an error in its log.
 */
final class S3Locks implements ObjectLocks {

    /** What a version is called that was put before versioning was turned on. */
    private static final String NO_VERSION = "null";

    private static final Offered NOTHING = new Offered(false, false);

    private final MinioAsyncClient client;
    private final S3Calls calls;
    private final String bucket;
    private final boolean embedded;

    S3Locks(MinioAsyncClient client, S3Calls calls, ObjectStoreSettings settings) {
        this.client = client;
        this.calls = calls;
        this.bucket = settings.bucket();
        this.embedded = settings.folder() != null;
    }

    @Override
    public Offered offered() {
        if (embedded) {
            return NOTHING;
        }
        Optional<VersioningConfiguration> versioning = versioning();
        boolean lock = ask(
                        "asking for object lock",
                        () -> S3Calls.await(client.getObjectLockConfiguration(GetObjectLockConfigurationArgs.builder()
                                .bucket(bucket)
                                .build())))
                .isPresent();
        return new Offered(
                versioning
                        .map(v -> v.status() == VersioningConfiguration.Status.ENABLED)
                        .orElse(false),
                lock);
    }

    private Optional<VersioningConfiguration> versioning() {
        return embedded
                ? Optional.empty()
                : ask(
                        "asking for versioning",
                        () -> S3Calls.await(client.getBucketVersioning(
                                GetBucketVersioningArgs.builder().bucket(bucket).build())));
    }

    /**
     * A question to which "I do not know that question" is an answer: some servers say so with a code, some answer
     * another question (S3Proxy lists the bucket), some answer with nothing (S3Mock).
     */
    private <T> Optional<T> ask(String what, S3Calls.Attempt<T> attempt) {
        try {
            return Optional.ofNullable(calls.repeat(what, () -> {
                try {
                    return attempt.run();
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof XmlParserException) {
                        return null;
                    }
                    throw e;
                }
            }));
        } catch (ObjectStoreException e) {
            boolean invalid = e.getCause() instanceof ErrorResponseException answer
                    && "InvalidRequest".equals(answer.errorResponse().code());
            if (invalid || e.kind() == Kind.UNSUPPORTED || e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void enableVersioning() {
        needVersions();
        calls.repeat(
                "turning versioning on",
                () -> S3Calls.await(client.setBucketVersioning(SetBucketVersioningArgs.builder()
                        .bucket(bucket)
                        .config(new VersioningConfiguration(VersioningConfiguration.Status.ENABLED, null, null, null))
                        .build())));
    }

    @Override
    public void retainUntil(String key, Instant until, boolean compliance) {
        needLock(key);
        Retention retention = new Retention(
                compliance ? RetentionMode.COMPLIANCE : RetentionMode.GOVERNANCE, until.atZone(ZoneOffset.UTC));
        calls.repeat(
                "setting the retention of " + key,
                () -> S3Calls.await(client.setObjectRetention(SetObjectRetentionArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .config(retention)
                        .build())));
    }

    @Override
    public Optional<Instant> retainedUntil(String key) {
        if (!offered().lock()) {
            return Optional.empty();
        }
        return ask(
                        "asking for the retention of " + key,
                        () -> S3Calls.await(client.getObjectRetention(GetObjectRetentionArgs.builder()
                                .bucket(bucket)
                                .object(key)
                                .build())))
                .map(Retention::retainUntilDate)
                .map(ChronoZonedDateTime::toInstant);
    }

    @Override
    public void hold(String key, boolean on) {
        needLock(key);
        calls.repeat(
                "setting the legal hold of " + key,
                () -> S3Calls.await(
                        on
                                ? client.enableObjectLegalHold(EnableObjectLegalHoldArgs.builder()
                                        .bucket(bucket)
                                        .object(key)
                                        .build())
                                : client.disableObjectLegalHold(DisableObjectLegalHoldArgs.builder()
                                        .bucket(bucket)
                                        .object(key)
                                        .build())));
    }

    @Override
    public boolean held(String key) {
        return offered().lock()
                && ask(
                                "asking for the legal hold of " + key,
                                () -> S3Calls.await(
                                        client.isObjectLegalHoldEnabled(IsObjectLegalHoldEnabledArgs.builder()
                                                .bucket(bucket)
                                                .object(key)
                                                .build())))
                        .orElse(false);
    }

    private void needLock(String key) {
        if (!offered().lock()) {
            throw new ObjectStoreException(
                    Kind.UNSUPPORTED,
                    "Bucket " + bucket + " has no object lock, so " + key
                            + " cannot be locked; make a bucket with object lock on a server that offers it");
        }
    }

    private void needVersions() {
        if (embedded) {
            throw new ObjectStoreException(
                    Kind.UNSUPPORTED,
                    "The embedded object server keeps no versions of bucket " + bucket
                            + "; name a server that does with curlew.objects.endpoint");
        }
    }

    @Override
    public List<Version> versions(String key) {
        needVersions();
        return calls.repeat("listing the versions of " + key, () -> {
            List<Version> versions = new ArrayList<>();
            ListObjectsArgs args = ListObjectsArgs.builder()
                    .bucket(bucket)
                    .prefix(key)
                    .recursive(true)
                    .includeVersions(true)
                    .build();
            for (Result<Item> result : client.listObjects(args)) {
                Item item = result.get();
                if (item.objectName().equals(key)) {
                    versions.add(new Version(
                            item.versionId(),
                            item.lastModified().toInstant(),
                            item.isDeleteMarker() ? 0 : item.size(),
                            item.isLatest(),
                            item.isDeleteMarker()));
                }
            }
            return versions;
        });
    }

    /** Deletes every version; a bucket that never had versions has only the one. */
    void erase(String key) {
        if (versioning()
                .map(v -> v.status() == VersioningConfiguration.Status.OFF)
                .orElse(true)) {
            refuseLocked(key);
            remove(key, null);
            return;
        }
        for (Version version : versions(key)) {
            if (!version.deleteMarker() && version.newest()) {
                refuseLocked(key);
            }
            remove(key, version.id() == null ? NO_VERSION : version.id());
        }
    }

    private void refuseLocked(String key) {
        boolean held = held(key);
        Optional<Instant> until = held ? Optional.empty() : retainedUntil(key).filter(Instant.now()::isBefore);
        if (held || until.isPresent()) {
            throw new ObjectStoreException(
                    Kind.LOCKED,
                    "The object store keeps " + key + (held ? " under a legal hold" : " until " + until.get())
                            + "; nothing was erased");
        }
    }

    private void remove(String key, String version) {
        try {
            calls.repeat("deleting " + key, () -> {
                RemoveObjectArgs.Builder args =
                        RemoveObjectArgs.builder().bucket(bucket).object(key);
                if (version != null) {
                    args.versionId(version);
                }
                return S3Calls.await(client.removeObject(args.build()));
            });
        } catch (ObjectStoreException e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
    }
}
