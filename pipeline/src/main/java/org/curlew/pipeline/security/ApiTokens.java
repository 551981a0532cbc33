package org.curlew.pipeline.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.register.Times;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tokens by which a person's scripts call the API: scoped, ending, revocable, and kept as digests only. */
@Service
@ConditionalOnWebApplication
public class ApiTokens {

    /** Begins every token, so that one which leaked into a file or a log can be searched for. */
    public static final String PREFIX = "curlew_";

    private static final int SECRET_BYTES = 32;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Ledger ledger;
    private final Clock clock;
    private final Duration longest;
    private final SecureRandom random = new SecureRandom();

    public ApiTokens(
            JdbcClient jdbc,
            Accounts accounts,
            Ledger ledger,
            Clock clock,
            @Value("${curlew.api.longest-token:90d}") Duration longest) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.ledger = ledger;
        this.clock = clock;
        this.longest = longest;
    }

    /**
     * A token without its secret.
     *
     * @param usedAt null while it was not used; to the minute
     * @param revokedAt null while it was not revoked
     */
    public record ApiToken(
            long id,
            String name,
            Set<Scope> scopes,
            Instant createdAt,
            Instant expiresAt,
            Instant usedAt,
            Instant revokedAt) {}

    /** A new token with the only copy of its secret. */
    public record Issued(ApiToken token, String secret) {}

    /** Whom a token stands for. */
    record Known(ApiCaller caller, Viewer viewer) {}

    /**
     * Makes a token for the person's own scripts.
     *
     * @param lifetime at most {@code curlew.api.longest-token}
     */
    @Transactional
    public Issued issue(Viewer viewer, String name, Set<Scope> scopes, Duration lifetime) {
        if (name == null
                || name.isBlank()
                || name.length() > 100
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new AccountException("Token, name: say in up to 100 characters what the token is for");
        }
        if (scopes.isEmpty()) {
            throw new AccountException("Token, scopes: choose what the token may be used for");
        }
        if (lifetime == null || !lifetime.isPositive() || lifetime.compareTo(longest) > 0) {
            throw new AccountException("Token, lifetime: a token ends, after at most " + longest.toDays() + " days");
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        Long id = jdbc.sql("""
                        insert into api_token (user_id, name, digest, scopes, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        viewer.id(),
                        name.strip(),
                        digest(secret),
                        scopes.stream().map(Scope::label).sorted().toArray(String[]::new),
                        Times.utc(now),
                        Times.utc(now.plus(lifetime)))
                .query(Long.class)
                .single();
        record(viewer, id, "API_TOKEN_ISSUED", describe(scopes));
        return new Issued(
                mine(viewer).stream().filter(t -> t.id() == id).findFirst().orElseThrow(), secret);
    }

    /** One's own tokens, newest first, with those that ended. */
    public List<ApiToken> mine(Viewer viewer) {
        return jdbc.sql("select * from api_token where user_id = ? order by id desc limit 200")
                .param(viewer.id())
                .query((row, n) -> token(row))
                .list();
    }

    /** Ends one of one's own tokens at once; another person's is left alone. */
    @Transactional
    public boolean revoke(Viewer viewer, long id) {
        boolean done =
                jdbc.sql("update api_token set revoked_at = ? where id = ? and user_id = ? and revoked_at is null")
                                .params(Times.utc(clock.instant()), id, viewer.id())
                                .update()
                        > 0;
        if (done) {
            record(viewer, id, "API_TOKEN_REVOKED", "");
        }
        return done;
    }

    /** The person as the account stands now; empty where the token is not known, ended, revoked, or of a closed account. */
    Optional<Known> authenticate(String secret) {
        Instant now = clock.instant();
        record Row(long userId, ApiToken token) {}
        return jdbc.sql("""
                        select t.* from api_token t join app_user u on u.id = t.user_id
                        where t.digest = ? and t.revoked_at is null and t.expires_at > ? and u.disabled_at is null
                          and not u.must_change
                        """)
                .params(digest(secret), Times.utc(now))
                .query((row, n) -> new Row(row.getLong("user_id"), token(row)))
                .optional()
                .map(row -> {
                    noteUse(row.token, now);
                    Viewer viewer = accounts.find(row.userId).orElseThrow().viewer();
                    return new Known(new ApiCaller(row.token.id(), row.token.scopes()), viewer);
                });
    }

    private void noteUse(ApiToken token, Instant now) {
        if (token.usedAt() == null || token.usedAt().plusSeconds(60).isBefore(now)) {
            jdbc.sql("update api_token set used_at = ? where id = ?")
                    .params(Times.utc(now), token.id())
                    .update();
        }
    }

    private void record(Viewer viewer, long id, String kind, String detail) {
        accounts.event(viewer.name(), viewer.name(), kind, "token " + id + (detail.isEmpty() ? "" : ": " + detail));
        ledger.append(LedgerEntry.of(viewer.name(), kind, ProcessingAct.NONE).with("token", id));
    }

    private static String describe(Set<Scope> scopes) {
        return scopes.stream().map(Scope::label).sorted().collect(Collectors.joining(" "));
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        // A scope that a later version knows opens nothing here.
        Arrays.stream((String[]) row.getArray("scopes").getArray())
                .forEach(s -> Scope.of(s).ifPresent(scopes::add));
        return new ApiToken(
                row.getLong("id"),
                row.getString("name"),
                scopes,
                Times.instant(row, "created_at"),
                Times.instant(row, "expires_at"),
                Times.instant(row, "used_at"),
                Times.instant(row, "revoked_at"));
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
