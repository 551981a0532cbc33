package org.curlew.pipeline.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Optimistic versions: who changes something names the version seen, and a change that came between is not overwritten. */
public final class Etag {

    private Etag() {}

    public static String of(int version) {
        return "\"" + version + "\"";
    }

    /** For what has no version number: a digest of all that can be edited of it. */
    public static String of(Object editable) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(editable.toString().getBytes(StandardCharsets.UTF_8));
            return "\"" + HexFormat.of().formatHex(digest, 0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Refuses a change of another version than the one that stands, and one that names none. */
    public static void require(String ifMatch, String stands) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ApiException(
                    428,
                    "version-needed",
                    "The version is missing",
                    "A change names the version it was made from",
                    "If-Match",
                    "Read it, and send its ETag as If-Match");
        }
        if (!ifMatch.strip().equals(stands)) {
            throw stale(stands);
        }
    }

    public static ApiException stale(String stands) {
        return new ApiException(
                412,
                "version-changed",
                "Someone edited meanwhile",
                "It stands at version " + stands + " and nothing was changed",
                "If-Match",
                "Read it again and repeat the change");
    }
}
