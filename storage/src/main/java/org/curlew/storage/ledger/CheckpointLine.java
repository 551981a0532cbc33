package org.curlew.storage.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A checkpoint as an outsider reads it; nothing in it is trusted before its signature was checked.
 *
 * @param hash lower-case hex of the head's hash
 * @param previous SHA-256 of the body of the checkpoint before, lower-case hex
 */
record CheckpointLine(
        long number,
        long count,
        String hash,
        String previous,
        Instant at,
        String body,
        byte[] signature,
        byte[] token) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Of a line of {@code checkpoints.jsonl}. */
    static CheckpointLine line(String text) {
        try {
            JsonNode line = JSON.readTree(text);
            CheckpointLine body = body(canonical(line.get("checkpoint")));
            JsonNode token = line.get("token");
            return new CheckpointLine(
                    body.number,
                    body.count,
                    body.hash,
                    body.previous,
                    body.at,
                    body.body,
                    Base64.getDecoder().decode(line.get("signature").asString()),
                    token == null ? null : Base64.getDecoder().decode(token.asString()));
        } catch (JacksonException | IllegalArgumentException | NullPointerException | DateTimeException e) {
            throw new LedgerException("not a checkpoint", e);
        }
    }

    /** Of the signed body alone. */
    static CheckpointLine body(String text) {
        JsonNode body = JSON.readTree(text);
        return new CheckpointLine(
                body.get("number").asLong(),
                body.get("count").asLong(),
                body.get("hash").asString(),
                body.get("previous").asString(),
                Instant.parse(body.get("time").asString()),
                text,
                null,
                null);
    }

    private static String canonical(JsonNode body) {
        Map<String, Object> values = new TreeMap<>();
        body.properties()
                .forEach(field -> values.put(
                        field.getKey(),
                        field.getValue().isNumber()
                                ? field.getValue().asLong()
                                : field.getValue().asString()));
        return CanonicalJson.of(values);
    }
}
