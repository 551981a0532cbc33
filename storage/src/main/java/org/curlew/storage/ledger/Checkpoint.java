package org.curlew.storage.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The state of the chain at a moment, signed.
 *
 * @param number 1, 2, 3…
 * @param count how many entries the chain had
 * @param body the canonical JSON that is signed
 * @param signature CMS SignedData, detached, DER
 * @param token RFC 3161 time-stamp token over the signature, DER, or null
 */
public record Checkpoint(long number, long count, Instant at, String body, byte[] signature, byte[] token) {

    static String body(long number, long count, byte[] head, Instant at, byte[] previousBody) {
        byte[] previous = previousBody == null
                ? ChainedEntry.BEFORE_THE_FIRST
                : ChainedEntry.sha256().digest(previousBody);
        HexFormat hex = HexFormat.of();
        return "{\"count\":" + count + ",\"hash\":\"" + hex.formatHex(head) + "\",\"number\":" + number
                + ",\"previous\":\"" + hex.formatHex(previous) + "\",\"time\":\"" + ChainedEntry.time(at) + "\"}";
    }

    byte[] signed() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /** One line of {@code checkpoints.jsonl}, without its LF. */
    public String line() {
        Base64.Encoder base64 = Base64.getEncoder();
        String stamp = token == null ? "" : ",\"token\":\"" + base64.encodeToString(token) + "\"";
        return "{\"checkpoint\":" + body + ",\"signature\":\"" + base64.encodeToString(signature) + "\"" + stamp + "}";
    }
}
