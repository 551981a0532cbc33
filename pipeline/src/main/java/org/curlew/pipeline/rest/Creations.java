package org.curlew.pipeline.rest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.curlew.pipeline.security.Viewer;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates once, however often the same request comes: the key, the creation and its answer are one transaction. Two equal
 * requests at once wait for each other, and the second gets the first one's answer.
 */
@Service
@ConditionalOnWebApplication
public class Creations {

    private static final Duration KEPT = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final JsonMapper json;
    private final Clock clock;

    Creations(JdbcClient jdbc, TransactionTemplate transactions, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /** Something created: where it is, its version where it has one, and what is answered. */
    public record Created<T>(String location, String etag, T body) {}

    private record Kept(byte[] request, Integer status, String location, String etag, String body) {}

    /**
     * @param key of the request's Idempotency-Key, or null
     * @param request all that the creation is made from, the address included
     */
    public <T> ResponseEntity<T> once(
            Viewer viewer, String key, Object request, Class<T> type, Supplier<Created<T>> create) {
        if (key == null) {
            return answer(transactions.execute(_ -> create.get()));
        }
        if (!key.matches("[\\x21-\\x7e]{1,100}")) {
            throw ApiException.badParameter("Idempotency-Key", "has 1 to 100 visible ASCII characters");
        }
        byte[] digest = digest(request);
        return transactions.execute(_ -> {
            jdbc.sql("delete from api_creation where at < ?")
                    .param(Times.utc(clock.instant().minus(KEPT)))
                    .update();
            int fresh = jdbc.sql("""
                            insert into api_creation (user_id, key, request, at) values (?, ?, ?, ?) on conflict do nothing
                            """)
                    .params(viewer.id(), key, digest, Times.utc(clock.instant()))
                    .update();
            if (fresh == 0) {
                return again(viewer, key, digest, type);
            }
            Created<T> created = create.get();
            jdbc.sql("""
                            update api_creation set status = 201, location = ?, etag = ?, body = ?
                            where user_id = ? and key = ?
                            """)
                    .params(
                            created.location(),
                            created.etag(),
                            json.writeValueAsString(created.body()),
                            viewer.id(),
                            key)
                    .update();
            return answer(created);
        });
    }

    private <T> ResponseEntity<T> again(Viewer viewer, String key, byte[] digest, Class<T> type) {
        Optional<Kept> kept = jdbc.sql(
                        "select request, status, location, etag, body from api_creation where user_id = ? and key = ?")
                .params(viewer.id(), key)
                .query((row, n) ->
                        new Kept(row.getBytes(1), row.getInt(2), row.getString(3), row.getString(4), row.getString(5)))
                .optional();
        if (kept.isEmpty() || !MessageDigest.isEqual(kept.get().request, digest)) {
            throw ApiException.refused(
                    "Idempotency-Key", "The key served another request", "Use a new key for each new request");
        }
        return answer(new Created<>(kept.get().location, kept.get().etag, json.readValue(kept.get().body, type)));
    }

    private static <T> ResponseEntity<T> answer(Created<T> created) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(HttpStatus.CREATED).location(URI.create(created.location()));
        if (created.etag() != null) {
            answer.eTag(created.etag());
        }
        return answer.body(created.body());
    }

    private byte[] digest(Object request) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(json.writeValueAsString(request).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
