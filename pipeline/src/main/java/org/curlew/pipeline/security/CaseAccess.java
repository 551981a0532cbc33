package org.curlew.pipeline.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Need-to-know. A case is visible to its team, to the officer and supervisor it names, and to those given access with a
 * reason and an end. A case without a team is visible to every examiner and POLIT supervisor: one that nobody sees is a
 * child that nobody looks for. The auditor reads all and changes nothing. Every service that serves pages asks here.
 */
@Service
@ConditionalOnWebApplication
public class CaseAccess {

    /** An emergency opening ends by itself: long enough for a night, too short to become a habit. */
    static final Duration EMERGENCY = Duration.ofHours(12);

    private static final Duration LONGEST = Duration.ofDays(90);

    private final JdbcClient jdbc;
    private final CaseTeams teams;
    private final Accounts accounts;
    private final CaseViews views;
    private final Notifications notifications;
    private final Ledger ledger;
    private final Clock clock;

    public CaseAccess(
            JdbcClient jdbc,
            CaseTeams teams,
            Accounts accounts,
            CaseViews views,
            Notifications notifications,
            Ledger ledger,
            Clock clock) {
        this.jdbc = jdbc;
        this.teams = teams;
        this.accounts = accounts;
        this.views = views;
        this.notifications = notifications;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Access that someone was given; kind is GRANTED or EMERGENCY. */
    public record Access(
            long id,
            long caseId,
            String caseReference,
            String user,
            String kind,
            String reason,
            String givenBy,
            Instant givenAt,
            Instant until,
            boolean ended,
            Instant seenAt) {}

    /**
     * Whether the person may see each case, for lists; one look-up of grants for the whole list. Two of them are equal only where
     * they allow the same cases, so that a long list need not be asked about again.
     */
    public LongPredicate visibleTo(Viewer viewer) {
        if (viewer.is(Role.AUDITOR) || viewer.teams().contains(Viewer.EVERY_TEAM)) {
            return Sight.OF_EVERYTHING;
        }
        Set<Long> granted = Set.copyOf(jdbc.sql("""
                        select distinct case_id from case_access where user_id = ? and ended_at is null and until > ?
                        """)
                .params(viewer.id(), Times.utc(clock.instant()))
                .query(Long.class)
                .list());
        return new Sight(own(viewer), granted);
    }

    /**
     * Whether each case is the person's own work: of their team, naming them, or without a team and theirs to take. What was
     * opened to them beside that is not.
     */
    public LongPredicate own(Viewer viewer) {
        return new Sight.Own(
                viewer.name(),
                Set.copyOf(viewer.teams()),
                viewer.isAny(Role.EXAMINER, Role.POLIT_SUPERVISOR),
                teams.all());
    }

    /**
     * Refuses the case to those who have no need to know, and notes the view of those who have.
     *
     * @param what what of the case is looked at, for the access report
     * @throws NotForYouException where the person has no access
     * @throws NoSuchCaseException where there is no such case
     */
    public void require(Viewer viewer, long caseId, String what) {
        require(viewer, caseId, null, what, List.of());
    }

    /**
     * As {@link #require(Viewer, long, String)}, for an exhibit and for what a page of it lists.
     *
     * @param exhibit the exhibit's reference; null for the whole case
     * @param items digests of what is shown
     */
    public void require(Viewer viewer, long caseId, String exhibit, String what, List<String> items) {
        check(viewer, caseId);
        views.looked(viewer, new CaseViews.Look(caseId, exhibit, what, items));
    }

    /** Refuses the case to those who have no need to know; for a part of what was noted already. */
    public void check(Viewer viewer, long caseId) {
        if (!visibleTo(viewer).test(caseId)) {
            throw new NotForYouException(caseId);
        }
    }

    /** As {@link #check}, for an act, which writes the ledger itself; the auditor changes nothing. */
    public void requireToChange(Viewer viewer, long caseId, String what) {
        if (viewer.is(Role.AUDITOR)) {
            throw new NotForYouException(caseId);
        }
        check(viewer, caseId);
        views.touched(viewer, caseId, what);
    }

    /**
     * Refuses what would open the case for longer, or to others, to somebody to whom it was itself only opened: an emergency ends by
     * itself, and who was given a look gives none.
     */
    public void requireOwn(Viewer viewer, long caseId) {
        check(viewer, caseId);
        if (!viewer.teams().contains(Viewer.EVERY_TEAM) && !own(viewer).test(caseId)) {
            throw new AccountException("The case was opened to you until a day: who else may see it, and whose it is,"
                    + " only its own people decide; ask the case's supervisor");
        }
    }

    /** As {@link #requireOwn}, where a change of a case's details changes whose it is; null before the first details. */
    public void requireBelonging(Viewer viewer, long caseId, CaseDetails before, CaseDetails after) {
        boolean same = before != null
                && Objects.equals(before.team(), after.team())
                && Objects.equals(before.officer(), after.officer())
                && Objects.equals(before.supervisor(), after.supervisor());
        if (!same) {
            requireOwn(viewer, caseId);
        }
    }

    /** Gives a person access to one case. */
    @Transactional
    public void grant(Viewer by, long caseId, String userName, String reason, Instant until) {
        requireSupervisor(by, caseId);
        requireReason(reason);
        Instant now = clock.instant();
        if (until == null || !until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
            throw new AccountException("Access has an end, at most " + LONGEST.toDays() + " days away");
        }
        Accounts.Account user =
                accounts.find(userName).orElseThrow(() -> new AccountException("There is no account " + userName));
        add(caseId, user.id(), "GRANTED", reason, by.name(), until);
        record(by, "CASE_ACCESS_GIVEN", caseId, user.name(), until, reason.strip());
    }

    /** Ends what a person was given, or opened in an emergency, before its time; gives whether there was something to end. */
    @Transactional
    public boolean end(Viewer by, long caseId, String userName) {
        requireSupervisor(by, caseId);
        Instant now = clock.instant();
        boolean ended = jdbc.sql("""
                        update case_access set ended_at = :now
                        where case_id = :case and user_id = (select id from app_user where name = :name)
                          and ended_at is null and until > :now
                        """)
                        .param("now", Times.utc(now))
                        .param("case", caseId)
                        .param("name", userName)
                        .update()
                > 0;
        if (ended) {
            record(by, "CASE_ACCESS_ENDED", caseId, userName, now, "");
        }
        return ended;
    }

    private void requireSupervisor(Viewer by, long caseId) {
        if (!by.is(Role.POLIT_SUPERVISOR)) {
            throw new NotForYouException(caseId);
        }
        requireOwn(by, caseId);
    }

    /** Opens a case to oneself in an emergency; the auditor is told at once. */
    @Transactional
    public void breakGlass(Viewer viewer, long caseId, String reason) {
        if (!viewer.isAny(Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO)) {
            throw new NotForYouException(caseId);
        }
        requireReason(reason);
        String reference = reference(caseId).orElseThrow(() -> new NotForYouException(caseId));
        Instant until = clock.instant().plus(EMERGENCY);
        add(caseId, viewer.id(), "EMERGENCY", reason, viewer.name(), until);
        record(viewer, "EMERGENCY_ACCESS", caseId, viewer.name(), until, reason.strip());
        accounts.event(viewer.name(), viewer.name(), "EMERGENCY_ACCESS", "case " + caseId + ": " + reason.strip());
        // Without the reason: it can name a child, and what an auditor is told is mailed as well.
        notifications.tellOfCase(
                "role:" + Role.AUDITOR,
                "E3",
                reference + ": opened by " + viewer.name() + " in an emergency; the reason stands on your first page",
                caseId);
    }

    /** Emergency openings that no auditor has looked at, oldest first. */
    public List<Access> unseenEmergencies() {
        return select("where a.kind = 'EMERGENCY' and a.seen_at is null order by a.id", 0);
    }

    /** Everyone who was given access to a case, newest first. */
    public List<Access> ofCase(long caseId) {
        return select("where a.case_id = ? order by a.id desc", caseId);
    }

    /** The auditor has looked at an emergency opening. */
    public void seen(Viewer auditor, long accessId) {
        jdbc.sql("update case_access set seen_by = ?, seen_at = ? where id = ? and seen_at is null")
                .params(auditor.name(), Times.utc(clock.instant()), accessId)
                .update();
    }

    /** Who looked at a case. */
    public record View(Instant at, String user, String what) {}

    public List<View> views(long caseId, int limit) {
        return jdbc.sql("""
                        select v.at, u.name, v.what from case_view v join app_user u on u.id = v.user_id
                        where v.case_id = ? order by v.at desc limit ?
                        """)
                .params(caseId, limit)
                .query((row, n) -> new View(Times.instant(row, "at"), row.getString("name"), row.getString("what")))
                .list();
    }

    private Optional<String> reference(long caseId) {
        return jdbc.sql("select reference from case_file where id = ?")
                .param(caseId)
                .query(String.class)
                .optional();
    }

    private void record(Viewer by, String kind, long caseId, String user, Instant until, String reason) {
        ledger.append(LedgerEntry.of(by.name(), kind, ProcessingAct.DISCLOSURE)
                .about("case:" + reference(caseId).orElseThrow(() -> new NoSuchCaseException(caseId)))
                .with("recipient", user)
                .with("until", until.toString())
                .with("justification", reason));
    }

    private void add(long caseId, long userId, String kind, String reason, String by, Instant until) {
        jdbc.sql("""
                        insert into case_access (case_id, user_id, kind, reason, given_by, given_at, until)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(caseId, userId, kind, reason.strip(), by, Times.utc(clock.instant()), Times.utc(until))
                .update();
    }

    private List<Access> select(String where, long caseId) {
        var query = jdbc.sql("""
                select a.id, a.case_id, c.reference, u.name, a.kind, a.reason, a.given_by, a.given_at, a.until,
                       a.ended_at is not null as ended, a.seen_at
                from case_access a join case_file c on c.id = a.case_id join app_user u on u.id = a.user_id
                """ + where);
        return (where.contains("?") ? query.param(caseId) : query)
                .query((row, n) -> new Access(
                        row.getLong("id"),
                        row.getLong("case_id"),
                        row.getString("reference"),
                        row.getString("name"),
                        row.getString("kind"),
                        row.getString("reason"),
                        row.getString("given_by"),
                        Times.instant(row, "given_at"),
                        Times.instant(row, "until"),
                        row.getBoolean("ended"),
                        Times.instant(row, "seen_at")))
                .list();
    }

    private static void requireReason(String reason) {
        if (reason == null || reason.strip().length() < 10) {
            throw new AccountException("Give the reason in a sentence: the auditor reads it");
        }
    }
}
