package org.curlew.grading.exposure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.curlew.grading.policy.GradingRules;
import org.curlew.grading.sessions.GradingException;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.obligations.ObligationRules;
import org.curlew.triage.register.Times;
import org.curlew.triage.rules.RuleBook;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts a grader's time with media and says whether they may look on. The break of each hour (Police Care UK: ten minutes) and the
 * hours of a day (our judgement) are rules in data; another case or another browser does not get round them, since everything
 * follows from the rows of what was shown.
 */
@Service
public class Exposure {

    /** For so many minutes at most a supervisor lets somebody look on: our judgement. */
    public static final int MOST_MINUTES = 240;

    private static final int LOCK = 408;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final RuleBook rules;
    private final Ledger ledger;
    private final Clock clock;

    /** Somebody may look on, whatever the break and the day's hours say. */
    public record LookOn(String grader, String givenBy, Instant until, String reason) {}

    public Exposure(JdbcClient jdbc, TransactionTemplate transactions, RuleBook rules, Ledger ledger, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rules = rules;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * What a person did with media; all between the first and the last are deliberate acts on what is small, grey, blurred and silent
     * at first.
     */
    public enum Act {
        SHOWN,
        ENLARGED,
        COLOURED,
        SHARPENED,
        HEARD,
        PLAYED,
        GRADED
    }

    /**
     * A look at media of a case.
     *
     * @param pixels the longer side of what was drawn
     * @param playedSeconds of the clip where one was played, else null
     */
    public record Look(
            String grader,
            long caseId,
            Long sessionId,
            Act act,
            Collection<String> sha256s,
            int pixels,
            Integer playedSeconds) {

        /** Of what does not move. */
        public Look(String grader, long caseId, Long sessionId, Act act, Collection<String> sha256s, int pixels) {
            this(grader, caseId, sessionId, act, sha256s, pixels, null);
        }

        private Look at(Collection<String> some) {
            return new Look(grader, caseId, sessionId, act, some, pixels, playedSeconds);
        }
    }

    /**
     * Whether the grader may look on.
     *
     * @param breakUntil the end of the break, null while there is none
     * @param dayDone the day's hours are used up
     * @param untilBreak how long until the next break
     * @param today time with media since midnight
     * @param override a supervisor lets this person look on
     */
    public record Allowance(
            Instant breakUntil, boolean dayDone, Duration untilBreak, Duration today, boolean override) {

        public boolean mayLook() {
            return breakUntil == null && !dayDone;
        }

        /** For the person, in one line; empty while they may look. */
        public String words() {
            if (breakUntil != null) {
                return "Take a break until "
                        + breakUntil.atZone(Times.UK).toLocalTime().withNano(0) + ": " + "nothing is shown before.";
            }
            return dayDone
                    ? "The day's time with media is used up: go on tomorrow, or a supervisor decides with a reason."
                    : "";
        }
    }

    /** What came of a look: whether it was counted and let through, and how the grader stands then. */
    public record Answer(boolean counted, Allowance allowance) {}

    /** The last look, and the first one since the break before it. */
    private record Last(Instant at, Instant spellAt) {}

    /**
     * What decides whether somebody may look.
     *
     * @param overrideUntil null where no supervisor lets them look on
     * @param last null where they never looked
     */
    private record Standing(
            ObligationRules.Grader limits, Duration away, Instant overrideUntil, Duration today, Last last) {

        /** Whether what is looked at now belongs to the time since the last break. */
        boolean goesOn(Instant now) {
            return last != null
                    && now.isBefore(last.at.plus(away))
                    && (left(now).isPositive() || now.isBefore(last.at.plus(rest())));
        }

        private Duration left(Instant now) {
            return Duration.ofHours(1).minus(rest()).minus(Duration.between(last.spellAt, now));
        }

        private Duration rest() {
            return Duration.ofMinutes(limits.breakMinutesEachHour());
        }

        Standing after(Last look, long seconds) {
            return new Standing(limits, away, overrideUntil, today.plusSeconds(seconds), look);
        }

        Allowance at(Instant now) {
            if (overrideUntil != null) {
                return new Allowance(null, false, Duration.between(now, overrideUntil), today, true);
            }
            boolean done = today.compareTo(Duration.ofHours(limits.capHoursPerDay())) >= 0;
            if (!goesOn(now)) {
                return new Allowance(null, done, Duration.ofHours(1).minus(rest()), today, false);
            }
            Duration left = left(now);
            // The break counts from the last look: who stopped earlier has begun it already.
            return left.isPositive()
                    ? new Allowance(null, done, left, today, false)
                    : new Allowance(last.at.plus(rest()), done, Duration.ZERO, today, false);
        }
    }

    /** How the grader stands now; nothing is counted. */
    public Allowance allowance(String grader) {
        return allowance(grader, clock.instant());
    }

    Allowance allowance(String grader, Instant now) {
        return standing(key(grader), now).at(now);
    }

    /**
     * Counts a look and lets it through.
     *
     * @throws GradingException the grader has a break to take, or has used the day's time; nothing may be shown then
     */
    public Allowance look(Look look) {
        Answer answer = ask(look);
        if (!answer.counted()) {
            throw new GradingException(answer.allowance().words());
        }
        return answer.allowance();
    }

    /** Counts a look and lets it through where the grader may look; else nothing is counted, and nothing may be shown. */
    public Answer ask(Look look) {
        return count(look, false);
    }

    /** As {@link #ask}, for what may be on the grader's screen already: only what was not since the last break is counted. */
    public Answer further(Look look) {
        Instant now = clock.instant();
        Standing standing = standing(key(look.grader()), now);
        Allowance allowance = standing.at(now);
        if (!allowance.mayLook()) {
            return new Answer(false, allowance);
        }
        List<String> fresh = fresh(look, standing, now);
        return fresh.isEmpty() ? new Answer(true, allowance) : ask(look.at(fresh));
    }

    /**
     * Counts that somebody graded media: who grades looks at what is on the screen, whatever else was asked for since. It is never
     * refused, since whoever knows the grade would have to look again; a break that runs begins anew with it.
     */
    public Allowance graded(Look look) {
        Instant now = clock.instant();
        Set<String> fresh = Set.copyOf(fresh(look, standing(key(look.grader()), now), now));
        // of a stack one was shown; where nothing was, they looked elsewhere
        List<String> shown =
                look.sha256s().stream().filter(s -> !fresh.contains(s)).toList();
        return count(shown.isEmpty() ? look : look.at(shown), true).allowance();
    }

    /** Which of the media the grader was not shown since the last break. */
    private List<String> fresh(Look look, Standing standing, Instant now) {
        if (!standing.goesOn(now)) {
            return look.sha256s().stream().distinct().toList();
        }
        return jdbc.sql("""
                        select encode(sha256, 'hex') from (
                            select unnest(?) as sha256
                            except select unnest(items) from exposure_event
                                   where grader = ? and at >= ? and case_id = ? and act <> 'GRADED') fresh
                        """)
                .params(
                        items(look),
                        key(look.grader()),
                        Times.utc(standing.last().spellAt()),
                        look.caseId())
                .query(String.class)
                .list();
    }

    private Answer count(Look look, boolean inAnyCase) {
        return transactions.execute(_ -> {
            String grader = key(look.grader());
            jdbc.sql("select pg_advisory_xact_lock(?, hashtext(?))")
                    .params(LOCK, grader)
                    .query(String.class)
                    .optional();
            Instant now = clock.instant();
            Standing before = standing(grader, now);
            Allowance allowance = before.at(now);
            if (!inAnyCase && !allowance.mayLook()) {
                return new Answer(false, allowance);
            }
            boolean goesOn = before.goesOn(now);
            int seconds = goesOn
                    ? Math.toIntExact(Math.max(
                            0, Duration.between(before.last().at(), now).toSeconds()))
                    : 0;
            Last counted = new Last(now, goesOn ? before.last().spellAt() : now);
            add(look, counted, seconds);
            return new Answer(true, before.after(counted, seconds).at(now));
        });
    }

    private static byte[][] items(Look look) {
        return look.sha256s().stream().distinct().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
    }

    private void add(Look look, Last counted, int seconds) {
        jdbc.sql("""
                        insert into exposure_event (grader, case_id, session_id, at, spell_at, seconds, act, items, pixels,
                                                    played_seconds)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        key(look.grader()),
                        look.caseId(),
                        look.sessionId(),
                        Times.utc(counted.at()),
                        Times.utc(counted.spellAt()),
                        seconds,
                        look.act().name(),
                        items(look),
                        look.pixels(),
                        look.playedSeconds())
                .update();
    }

    /**
     * A supervisor lets somebody look on.
     *
     * @param minutes from 1 to {@link #MOST_MINUTES}, at most to the end of the day
     * @throws GradingException without a grader or a reason, for other minutes, or for oneself
     */
    public void override(String grader, int minutes, String reason, String supervisor) {
        if (grader.isBlank()) {
            throw new GradingException("Name the grader who may look on.");
        }
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw new GradingException(
                    "Somebody may look on for 1 to " + MOST_MINUTES + " minutes, not " + minutes + ".");
        }
        if (reason == null || reason.isBlank()) {
            throw new GradingException("Letting somebody look on needs a reason.");
        }
        if (key(grader).equals(key(supervisor))) {
            throw new GradingException("Nobody lets themselves look on: ask another supervisor.");
        }
        transactions.executeWithoutResult(_ -> {
            Instant now = clock.instant();
            Instant midnight = now.atZone(Times.UK)
                    .toLocalDate()
                    .plusDays(1)
                    .atStartOfDay(Times.UK)
                    .toInstant();
            Instant until = now.plus(Duration.ofMinutes(minutes));
            jdbc.sql("insert into exposure_override (grader, given_by, at, until, reason) values (?, ?, ?, ?, ?)")
                    .params(
                            key(grader),
                            supervisor,
                            Times.utc(now),
                            Times.utc(until.isAfter(midnight) ? midnight : until),
                            reason.strip())
                    .update();
            ledger.append(LedgerEntry.of(supervisor, "GRADER_LIMIT_OVERRIDDEN", ProcessingAct.NONE)
                    .about("grader:" + key(grader))
                    .with("minutes", minutes)
                    .with("justification", reason.strip()));
        });
    }

    /** What a supervisor decided and still holds, the one that ends last first. */
    public List<LookOn> overridesInForce() {
        return jdbc.sql("""
                        select grader, given_by, until, reason from exposure_override where until > ? order by until desc
                        """)
                .param(Times.utc(clock.instant()))
                .query((row, n) -> new LookOn(
                        row.getString("grader"),
                        row.getString("given_by"),
                        Times.instant(row, "until"),
                        row.getString("reason")))
                .list();
    }

    private Standing standing(String key, Instant now) {
        Instant midnight =
                now.atZone(Times.UK).toLocalDate().atStartOfDay(Times.UK).toInstant();
        return jdbc.sql("""
                        select (select max(until) from exposure_override where grader = :grader and until > :now) as override,
                               (select coalesce(sum(seconds), 0) from exposure_event
                                where grader = :grader and at >= :midnight) as today,
                               last.at, last.spell_at
                        from (values (1)) as one
                        left join lateral (select at, spell_at from exposure_event where grader = :grader
                                           order by at desc, id desc limit 1) last on true
                        """)
                .param("grader", key)
                .param("now", Times.utc(now))
                .param("midnight", Times.utc(midnight))
                .query((row, n) -> new Standing(
                        rules.inForce("obligations", ObligationRules.class).grader(),
                        away(),
                        Times.instant(row, "override"),
                        Duration.ofSeconds(row.getLong("today")),
                        row.getObject("at") == null
                                ? null
                                : new Last(Times.instant(row, "at"), Times.instant(row, "spell_at"))))
                .single();
    }

    /** Away for this long, somebody has had a break; never less than the break itself. */
    private Duration away() {
        int away =
                rules.inForce(GradingRules.KIND, GradingRules.class).exposure().awayMinutes();
        int least = rules.inForce("obligations", ObligationRules.class).grader().breakMinutesEachHour();
        return Duration.ofMinutes(Math.max(away, least));
    }

    /** A person is one person, however the name is typed. */
    static String key(String grader) {
        return grader.strip().toLowerCase(java.util.Locale.ROOT);
    }
}
