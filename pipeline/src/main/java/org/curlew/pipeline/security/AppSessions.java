package org.curlew.pipeline.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.curlew.triage.register.Times;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The signed-in browsers: each person can see and end their own, and none lasts longer than a shift or outlives a long pause. */
@Service
@ConditionalOnWebApplication
public class AppSessions {

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Clock clock;
    private final Duration limit;
    private final Duration idle;

    /**
     * @param limit from signing in, however busy the session is
     * @param idle since the last request; kept here as well as by the server, so that it holds whatever the server remembers
     */
    public AppSessions(
            JdbcClient jdbc,
            Accounts accounts,
            Clock clock,
            @Value("${curlew.web.session-limit:10h}") Duration limit,
            @Value("${server.servlet.session.timeout:30m}") Duration idle) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.clock = clock;
        this.limit = limit;
        this.idle = idle;
    }

    /** A signed-in browser. */
    public record AppSession(long id, Instant startedAt, Instant seenAt, String address) {}

    /** What a request is served as. */
    public record Current(long sessionId, Viewer viewer) {}

    Current open(Viewer viewer, String token, String address) {
        Long id = jdbc.sql("""
                        insert into app_session (token, user_id, started_at, seen_at, address)
                        values (:token, :user, :now, :now, :address) returning id
                        """)
                .param("token", digest(token))
                .param("user", viewer.id())
                .param("now", Times.utc(clock.instant()))
                .param("address", address)
                .query(Long.class)
                .single();
        return new Current(id, viewer);
    }

    /**
     * The person as the account stands now; empty when the session was ended, is older than the limit or was idle too long.
     *
     * @param byPerson false for what an open page asks for by itself: nobody need be there
     */
    Optional<Current> current(String token, Viewer known, boolean byPerson) {
        Instant now = clock.instant();
        record Row(long id, Instant startedAt, Instant seenAt, Instant changedAt) {}
        Optional<Row> row = jdbc.sql("""
                        select s.id, s.started_at, s.seen_at, u.changed_at
                        from app_session s join app_user u on u.id = s.user_id
                        where s.token = ? and s.ended_at is null and u.disabled_at is null
                        """)
                .param(digest(token))
                .query((r, n) -> new Row(
                        r.getLong("id"),
                        Times.instant(r, "started_at"),
                        Times.instant(r, "seen_at"),
                        Times.instant(r, "changed_at")))
                .optional()
                .filter(r -> r.startedAt.plus(limit).isAfter(now)
                        && r.seenAt.plus(idle).isAfter(now));
        row.filter(r -> byPerson && r.seenAt.plusSeconds(60).isBefore(now))
                .ifPresent(r -> jdbc.sql("update app_session set seen_at = ? where id = ?")
                        .params(Times.utc(now), r.id)
                        .update());
        return row.map(r -> new Current(
                r.id,
                r.changedAt.isAfter(r.startedAt)
                        ? accounts.find(known.id()).orElseThrow().viewer()
                        : known));
    }

    /** The person of an open session as the account stands now, for what goes on being sent to a page; empty when it is over. */
    public Optional<Viewer> stillOpen(long sessionId) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        select s.user_id from app_session s join app_user u on u.id = s.user_id
                        where s.id = ? and s.ended_at is null and s.started_at > ? and s.seen_at > ? and u.disabled_at is null
                        """)
                .params(sessionId, Times.utc(now.minus(limit)), Times.utc(now.minus(idle)))
                .query(Long.class)
                .optional()
                .flatMap(id -> accounts.find(id.longValue()))
                .map(Accounts.Account::viewer);
    }

    /** One's own open sessions, newest first. */
    public List<AppSession> mine(Viewer viewer) {
        return jdbc.sql("""
                        select id, started_at, seen_at, address from app_session
                        where user_id = ? and ended_at is null and started_at > ? and seen_at > ?
                        order by started_at desc
                        """)
                .params(
                        viewer.id(),
                        Times.utc(clock.instant().minus(limit)),
                        Times.utc(clock.instant().minus(idle)))
                .query((row, n) -> new AppSession(
                        row.getLong("id"),
                        Times.instant(row, "started_at"),
                        Times.instant(row, "seen_at"),
                        row.getString("address")))
                .list();
    }

    /** Ends one of one's own sessions; another person's is left alone. */
    public boolean end(Viewer viewer, long sessionId, String reason) {
        return jdbc.sql("""
                        update app_session set ended_at = ?, end_reason = ?
                        where id = ? and user_id = ? and ended_at is null
                        """)
                        .params(Times.utc(clock.instant()), reason, sessionId, viewer.id())
                        .update()
                > 0;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
