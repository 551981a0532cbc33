package org.curlew.storage.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/**
 * An entry in its place in the chain. Its canonical form is what is hashed and what a line of the export holds.
 *
 * @param details canonical JSON of an object
 * @param previous the hash of the entry before; 32 zero bytes for the first
 */
record ChainedEntry(
        long number,
        Instant at,
        String actor,
        String kind,
        String act,
        List<String> subjects,
        String details,
        byte[] previous) {

    static final byte[] BEFORE_THE_FIRST = new byte[32];

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    static String time(Instant at) {
        return MICROS.format(at);
    }

    /** RFC 8785: the keys are in their sorted order here. */
    byte[] canonical() {
        StringBuilder json = new StringBuilder(256 + details.length());
        json.append("{\"act\":").append(CanonicalJson.quote(act));
        json.append(",\"actor\":").append(CanonicalJson.quote(actor));
        json.append(",\"details\":").append(details);
        json.append(",\"kind\":").append(CanonicalJson.quote(kind));
        json.append(",\"number\":").append(number);
        json.append(",\"previous\":\"").append(HexFormat.of().formatHex(previous));
        json.append("\",\"subjects\":").append(CanonicalJson.of(subjects));
        json.append(",\"time\":\"").append(time(at)).append("\"}");
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    byte[] hash() {
        return sha256().digest(canonical());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
