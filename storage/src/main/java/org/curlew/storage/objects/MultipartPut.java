package org.curlew.storage.objects;

import static org.curlew.storage.objects.ObjectStoreException.Kind;

import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.HeadObjectArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.UploadPartArgs;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One upload in parts. A part is kept until the server has acknowledged it, so that a broken one is sent again. */
final class MultipartPut {

    /** Names the upload, so that its object is known again when only the answer to its completion was lost. */
    private static final String UPLOAD = "x-amz-meta-upload";

    private static final int SMALLEST_PART = 16 << 20;
    /** S3 allows 10,000 parts. */
    private static final int MOST_PARTS = 9_000;

    private final MinioAsyncClient client;
    private final S3Calls calls;
    private final String bucket;
    private final String key;
    private final boolean signPayload;
    private final String mark = UUID.randomUUID().toString();

    MultipartPut(MinioAsyncClient client, S3Calls calls, String bucket, String key, boolean signPayload) {
        this.client = client;
        this.calls = calls;
        this.bucket = bucket;
        this.key = key;
        this.signPayload = signPayload;
    }

    /** See {@link ObjectStore#putStream}. */
    String put(InputStream in, long length) {
        String upload = calls.repeat(
                "starting " + key, () -> S3Calls.await(client.createMultipartUpload(CreateMultipartUploadArgs.builder()
                                .bucket(bucket)
                                .object(key)
                                .headers(new Http.Headers(Map.of(UPLOAD, mark)))
                                .build()))
                        .result()
                        .uploadId());
        boolean done = false;
        try {
            MessageDigest sha256 = ObjectContent.digest("SHA-256");
            List<Part> parts = sendParts(upload, in, length, sha256);
            calls.repeat("completing " + key, () -> complete(upload, parts));
            done = true;
            return HexFormat.of().formatHex(sha256.digest());
        } finally {
            if (!done) {
                abort(upload);
            }
        }
    }

    private List<Part> sendParts(String upload, InputStream in, long length, MessageDigest sha256) {
        int partSize = (int) Math.min(Math.max(SMALLEST_PART, length / MOST_PARTS + 1), 1 << 30);
        byte[] buffer = new byte[(int) Math.min(partSize, Math.max(1, length))];
        List<Part> parts = new ArrayList<>();
        long sent = 0;
        do {
            int wanted = (int) Math.min(buffer.length, length - sent);
            int got = read(in, buffer, wanted);
            if (got < wanted) {
                throw new ObjectStoreException(
                        Kind.SOURCE,
                        "What was to be stored as " + key + " ended after " + (sent + got) + " of " + length
                                + " bytes; nothing was stored");
            }
            sha256.update(buffer, 0, got);
            parts.add(send(upload, parts.size() + 1, buffer, got));
            sent += got;
        } while (sent < length);
        return parts;
    }

    private int read(InputStream in, byte[] buffer, int wanted) {
        try {
            return in.readNBytes(buffer, 0, wanted);
        } catch (IOException e) {
            throw new ObjectStoreException(
                    Kind.SOURCE, "What was to be stored as " + key + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Part send(String upload, int number, byte[] bytes, int length) {
        MessageDigest md5 = ObjectContent.digest("MD5");
        md5.update(bytes, 0, length);
        Map<String, String> headers;
        String check = Base64.getEncoder().encodeToString(md5.digest());
        if (signPayload) {
            MessageDigest sha256 = ObjectContent.digest("SHA-256");
            sha256.update(bytes, 0, length);
            headers = Map.of(
                    "Content-MD5", check, "X-Amz-Content-Sha256", HexFormat.of().formatHex(sha256.digest()));
        } else {
            headers = Map.of("Content-MD5", check, "X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD");
        }
        return calls.repeat(
                "putting part " + number + " of " + key, () -> S3Calls.await(client.uploadPart(UploadPartArgs.builder()
                                .bucket(bucket)
                                .object(key)
                                .uploadId(upload)
                                .partNumber(number)
                                .data(bytes, length)
                                .headers(new Http.Headers(headers))
                                .build()))
                        .part());
    }

    private Boolean complete(String upload, List<Part> parts) throws Exception {
        try {
            S3Calls.await(client.completeMultipartUpload(CompleteMultipartUploadArgs.builder()
                    .bucket(bucket)
                    .object(key)
                    .uploadId(upload)
                    .parts(parts.toArray(Part[]::new))
                    .build()));
            return true;
        } catch (Exception e) {
            // when only the answer of an earlier attempt was lost, the upload is gone and the object is there
            if (isThere()) {
                return true;
            }
            throw e;
        }
    }

    private boolean isThere() {
        try {
            HeadObjectArgs args =
                    HeadObjectArgs.builder().bucket(bucket).object(key).build();
            return mark.equals(S3Calls.await(client.headObject(args)).headers().get(UPLOAD));
        } catch (Exception e) {
            return false;
        }
    }

    /** Best effort: what stays is dropped by {@link ObjectStore#abortStaleUploads}. */
    private void abort(String upload) {
        client.abortMultipartUpload(AbortMultipartUploadArgs.builder()
                .bucket(bucket)
                .object(key)
                .uploadId(upload)
                .build());
    }
}
