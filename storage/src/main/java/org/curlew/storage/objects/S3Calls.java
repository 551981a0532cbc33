package org.curlew.storage.objects;

import static org.curlew.storage.objects.ObjectStoreException.Kind;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Repeats a call while its failure may pass, and says in one line why it was given up. */
final class S3Calls {

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 3_000;
    /** The one whole answer may take as long as it likes as long as bytes keep coming; this only ends a hang. */
    private static final long LONGEST_CALL_MINUTES = 60;

    private static final Set<String> REFUSALS = Set.of(
            "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "AllAccessDisabled", "AccountProblem");
    private static final Set<String> ABSENT = Set.of("NoSuchKey", "NoSuchBucket", "ResourceNotFound", "NoSuchUpload");
    /** Codes with a client-error status that come and go. */
    private static final Set<String> PASSING =
            Set.of("IncompleteBody", "RequestTimeout", "OperationAborted", "ConditionalRequestConflict", "SlowDown");

    private static final Set<String> MISSING_FUNCTIONS =
            Set.of("NotImplemented", "MethodNotAllowed", "InvalidBucketState", "ObjectLockConfigurationNotFoundError");

    private final ObjectStoreSettings settings;

    S3Calls(ObjectStoreSettings settings) {
        this.settings = settings;
    }

    /** One attempt; must start from the beginning each time it is called. */
    interface Attempt<T> {
        T run() throws Exception;
    }

    /**
     * @param what the operation and the key, for the message
     * @throws ObjectStoreException when the failure will not pass, or the patience has ended
     */
    <T> T repeat(String what, Attempt<T> attempt) {
        long deadline = System.nanoTime() + settings.patience().toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        for (int attempts = 1; ; attempts++) {
            try {
                return attempt.run();
            } catch (InterruptedException e) {
                throw interrupted(what, e);
            } catch (IllegalArgumentException e) {
                throw e;
            } catch (Exception e) {
                ObjectStoreException failure = explain(what, cause(e), attempts);
                long wait = pause + ThreadLocalRandom.current().nextLong(pause);
                if (failure.kind() != Kind.UNAVAILABLE && failure.kind() != Kind.DAMAGED
                        || System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait) > deadline) {
                    throw failure;
                }
                sleep(what, wait);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    /** Waits for an answer. */
    static <T> T await(CompletableFuture<T> answer) throws Exception {
        return answer.get(LONGEST_CALL_MINUTES, TimeUnit.MINUTES);
    }

    private static void sleep(String what, long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
    }

    private static ObjectStoreException interrupted(String what, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ObjectStoreException(Kind.UNAVAILABLE, "Interrupted during " + what + "; it can be repeated", e);
    }

    private static Throwable cause(Throwable e) {
        Throwable cause = e;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private ObjectStoreException explain(String what, Throwable cause, int attempts) {
        String where = what + " in " + settings;
        return switch (cause) {
            case ObjectStoreException known -> known;
            case ErrorResponseException e -> byCode(where, e, attempts);
            case ServerException e when e.statusCode() == 507 -> full(where, e);
            case ServerException e -> unavailable(where, "the server answered " + e.statusCode(), attempts, e);
            case InvalidResponseException e
            when String.valueOf(e.getMessage()).contains("Response code: 507") -> full(where, e);
            case InvalidResponseException e -> unavailable(where, "the answer is not S3's", attempts, e);
            case SSLException e
            when untrusted(e) ->
                new ObjectStoreException(
                        Kind.REFUSED,
                        "The server's certificate is not trusted (" + describe(e) + "): " + where
                                + "; give the PEM file of the CA that signed it (curlew.objects.certificate-authority)",
                        e);
            case IOException e -> unavailable(where, describe(e), attempts, e);
            default -> unavailable(where, describe(cause), attempts, cause);
        };
    }

    private ObjectStoreException byCode(String where, ErrorResponseException e, int attempts) {
        String code = String.valueOf(e.errorResponse().code());
        int status = e.response() == null ? 0 : e.response().code();
        if (ABSENT.contains(code)) {
            return new ObjectStoreException(
                    Kind.NOT_FOUND, "Not found: " + where + "; run the store's check (fsck) to see what else is", e);
        }
        if (code.equals("PreconditionFailed")) {
            return new ObjectStoreException(Kind.EXISTS, "Another object has the key already: " + where, e);
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return new ObjectStoreException(
                    Kind.CLOCK,
                    "Refused because of the time: " + where + "; set this machine's and the server's clock right",
                    e);
        }
        if (REFUSALS.contains(code)) {
            return new ObjectStoreException(
                    Kind.REFUSED, "Refused (" + code + "): " + where + "; check the access key and its rights", e);
        }
        if (code.equals("InvalidLocationConstraint")) {
            return new ObjectStoreException(
                    Kind.REFUSED,
                    "The server does not know the region that it was told: " + where
                            + "; set its own (curlew.objects.region; of Ceph the zonegroup's name, \"default\" where none was"
                            + " given), or make the bucket there",
                    e);
        }
        if (MISSING_FUNCTIONS.contains(code)) {
            return new ObjectStoreException(
                    Kind.UNSUPPORTED, "The server cannot do it (" + code + "): " + where + "; use one that can", e);
        }
        if (status == 507 || code.contains("StorageFull") || code.equals("QuotaExceeded")) {
            return full(where, e);
        }
        if (code.equals("BadDigest") || code.contains("SHA256Mismatch") || code.contains("ContentSHA256")) {
            return new ObjectStoreException(
                    Kind.DAMAGED, "Bytes were changed on the way: " + where + "; check the network", e);
        }
        if (status >= 400 && status < 500 && !PASSING.contains(code) && status != 408 && status != 429) {
            return new ObjectStoreException(
                    Kind.REFUSED, "Refused (" + status + " " + code + "): " + where + "; check the server's log", e);
        }
        return unavailable(where, "the server answered " + status + " " + code, attempts, e);
    }

    /** Another name, another authority or another time than the certificate's: that does not pass by itself. */
    private static boolean untrusted(SSLException failure) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return true;
        }
        for (Throwable each = failure.getCause(); each != null; each = each.getCause()) {
            if (each instanceof CertificateException || each instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }

    private static ObjectStoreException full(String where, Throwable e) {
        return new ObjectStoreException(
                Kind.FULL, "The object store is full: " + where + "; make room, then retry the stage", e);
    }

    private static ObjectStoreException unavailable(String where, String why, int attempts, Throwable e) {
        return new ObjectStoreException(
                Kind.UNAVAILABLE,
                "The object store failed " + attempts + " time(s): " + where + ": " + why
                        + "; check the server, then retry the stage",
                e);
    }

    private static String describe(Throwable e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
