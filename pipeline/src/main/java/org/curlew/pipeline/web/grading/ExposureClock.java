package org.curlew.pipeline.web.grading;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts a grader's time with media: a break of ten minutes after fifty (Police Care UK: ten minutes of each hour), and four
 * hours a day at most, which is our judgement. A break cannot be skipped, by another case or another browser either.
 */
@Service
@ConditionalOnWebApplication
public class ExposureClock {

    static final Duration SPELL = Duration.ofMinutes(50);
    static final Duration BREAK = Duration.ofMinutes(10);
    static final Duration DAY = Duration.ofHours(4);

    /** Away from the screen for this long, a grader has had a break. */
    private static final Duration AWAY = BREAK;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Clock clock;

    ExposureClock(JdbcClient jdbc, Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Whether the grader may look on.
     *
     * @param until the end of the break, null when there is none; {@code done} when the day's time is used
     * @param left until the next break
     */
    public record State(Instant until, boolean done, Duration left) {
        public boolean mayLook() {
            return until == null && !done;
        }
    }

    /** A grader's exposure over a period. */
    public record Exposure(String grader, Duration time, long shown, long revealed, Instant last) {}

    private record Stint(long id, Instant startedAt, Instant seenAt, Instant breakUntil) {}

    /** Counts a screenful and says whether it may be shown. */
    @Transactional
    public State look(String grader, long caseId, int media) {
        jdbc.sql("select pg_advisory_xact_lock(532, hashtext(?))")
                .param(grader)
                .query(String.class)
                .optional();
        Instant now = clock.instant();
        Optional<Stint> last = last(grader);
        if (last.isPresent()
                && last.get().breakUntil != null
                && last.get().breakUntil.isAfter(now)) {
            return new State(last.get().breakUntil, false, Duration.ZERO);
        }
        if (today(grader).compareTo(DAY) >= 0) {
            return new State(null, true, Duration.ZERO);
        }
        boolean goesOn = last.isPresent()
                && last.get().breakUntil == null
                && last.get().seenAt.plus(AWAY).isAfter(now);
        if (!goesOn) {
            jdbc.sql("insert into grader_stint (grader, case_id, started_at, seen_at, shown) values (?, ?, ?, ?, ?)")
                    .params(grader, caseId, Times.utc(now), Times.utc(now), media)
                    .update();
            return new State(null, false, SPELL);
        }
        Duration left = SPELL.minus(Duration.between(last.get().startedAt, now));
        Instant until = left.isPositive() ? null : now.plus(BREAK);
        jdbc.sql("update grader_stint set seen_at = ?, shown = shown + ?, break_until = ? where id = ?")
                .params(Times.utc(now), until == null ? media : 0, Times.utc(until), last.get().id)
                .update();
        return new State(until, false, left.isPositive() ? left : Duration.ZERO);
    }

    /** Notes that a picture was shown without blur: for the exposure and, with who and which, in the ledger. */
    @Transactional
    public void revealed(String grader, String caseReference, String sha256) {
        last(grader).ifPresent(s -> jdbc.sql("update grader_stint set revealed = revealed + 1 where id = ?")
                .param(s.id)
                .update());
        ledger.append(LedgerEntry.of(grader, "MEDIA_REVEALED", ProcessingAct.CONSULTATION)
                .about("case:" + caseReference)
                .about("content:" + sha256)
                .with("justification", "grading"));
    }

    /** Every grader's exposure since a day. */
    public List<Exposure> since(LocalDate day) {
        return jdbc.sql("""
                        select grader, extract(epoch from sum(seen_at - started_at))::bigint as seconds, sum(shown) as shown,
                               sum(revealed) as revealed, max(seen_at) as last
                        from grader_stint where started_at >= ? group by grader order by seconds desc
                        """)
                .param(Times.utc(day.atStartOfDay(Times.UK).toInstant()))
                .query((row, n) -> new Exposure(
                        row.getString("grader"),
                        Duration.ofSeconds(row.getLong("seconds")),
                        row.getLong("shown"),
                        row.getLong("revealed"),
                        Times.instant(row, "last")))
                .list();
    }

    private Duration today(String grader) {
        LocalDate day = clock.instant().atZone(Times.UK).toLocalDate();
        return since(day).stream()
                .filter(e -> e.grader().equals(grader))
                .map(Exposure::time)
                .findFirst()
                .orElse(Duration.ZERO);
    }

    private Optional<Stint> last(String grader) {
        return jdbc.sql(
                        "select id, started_at, seen_at, break_until from grader_stint where grader = ? order by id desc limit 1")
                .param(grader)
                .query((row, n) -> new Stint(
                        row.getLong("id"),
                        Times.instant(row, "started_at"),
                        Times.instant(row, "seen_at"),
                        Times.instant(row, "break_until")))
                .optional();
    }
}
