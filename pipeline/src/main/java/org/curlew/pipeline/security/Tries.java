package org.curlew.pipeline.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Wrong tries at an account: those of a browser in which its owner signed in before are counted for that browser, all others together.
 * A guesser is stopped wherever he sits, and cannot keep the owner out, nor everybody (OWASP: device cookies).
 */
@Component
@ConditionalOnWebApplication
class Tries {

    /** A browser is known for as long as somebody signs in with it twice a year. */
    static final Duration KNOWN = Duration.ofDays(180);

    private static final int SECRET_BYTES = 32;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Tries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether the person has signed in with this browser; its cookie may be null. */
    boolean knows(long userId, String browser) {
        return browser != null
                && jdbc.sql("""
                        select exists (select from known_browser where user_id = ? and digest = ? and seen_at > ?)
                        """)
                        .params(
                                userId,
                                digest(browser),
                                Times.utc(clock.instant().minus(KNOWN)))
                        .query(Boolean.class)
                        .single();
    }

    /** Until when nobody is let in from there; empty while somebody is. */
    Optional<Instant> lockedUntil(long userId, String browser) {
        return (knows(userId, browser)
                        ? jdbc.sql("select locked_until from known_browser where user_id = ? and digest = ?")
                                .params(userId, digest(browser))
                        : jdbc.sql("select locked_until from app_user where id = ?")
                                .param(userId))
                .query((row, n) -> Optional.ofNullable(Times.instant(row, "locked_until")))
                .single()
                .filter(until -> until.isAfter(clock.instant()));
    }

    /** Counts a wrong try; gives for how long nobody is let in from there. */
    Duration failed(long userId, String browser) {
        boolean known = knows(userId, browser);
        int failures = (known
                        ? jdbc.sql("""
                                update known_browser set failures = failures + 1 where user_id = ? and digest = ?
                                returning failures
                                """).params(userId, digest(browser))
                        : jdbc.sql("update app_user set failures = failures + 1 where id = ? returning failures")
                                .param(userId))
                .query(Integer.class)
                .single();
        Duration wait = Accounts.backOff(failures);
        if (wait.isPositive()) {
            var until = Times.utc(clock.instant().plus(wait));
            (known
                            ? jdbc.sql("update known_browser set locked_until = ? where user_id = ? and digest = ?")
                                    .params(until, userId, digest(browser))
                            : jdbc.sql("update app_user set locked_until = ? where id = ?")
                                    .params(until, userId))
                    .update();
        }
        return wait;
    }

    /** The person is in: what was counted there is over. From a browser that is not known, it is what was counted of strangers. */
    void succeeded(long userId, String browser) {
        boolean known = jdbc.sql("""
                        update known_browser set failures = 0, locked_until = null, seen_at = ?
                        where user_id = ? and digest = ?
                        """)
                        .params(Times.utc(clock.instant()), userId, digest(browser == null ? "" : browser))
                        .update()
                > 0;
        if (!known) {
            jdbc.sql("update app_user set failures = 0, locked_until = null where id = ?")
                    .param(userId)
                    .update();
        }
    }

    /** Remembers the browser; gives what its cookie is to say. One that several people use stays known for each of them. */
    String remember(long userId, String browser) {
        boolean ours = browser != null
                && jdbc.sql("select exists (select from known_browser where digest = ?)")
                        .param(digest(browser))
                        .query(Boolean.class)
                        .single();
        String cookie = ours ? browser : secret();
        jdbc.sql("""
                        insert into known_browser (user_id, digest, seen_at) values (?, ?, ?)
                        on conflict (user_id, digest) do update set seen_at = excluded.seen_at
                        """).params(userId, digest(cookie), Times.utc(clock.instant())).update();
        jdbc.sql("delete from known_browser where user_id = ? and seen_at < ?")
                .params(userId, Times.utc(clock.instant().minus(KNOWN)))
                .update();
        return cookie;
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] digest(String browser) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(browser.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
