package org.curlew.grading.sessions;

import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.schemes.Category;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.Schemes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Appends grades. Nothing is overwritten: a change of mind is a further grade with a reason, another grader's different
 * grade opens a conflict, and a third person's adjudication closes it. The rule for a conflict is a function of the rows
 * alone: among the last grades of each grader since the latest adjudication, more than one code stands.
 */
@Service
public class Grades {

    // First key of the advisory locks of this class; the second is the case. Two graders of one case take turns, since
    // neither transaction sees the other's grade and both would miss the conflict.
    static final int LOCK = 402;

    private static final String COLUMNS = """
            g.id, encode(g.sha256, 'hex') as sha256, g.case_id, g.scheme, g.scheme_version, g.code, g.number, g.grader,
            g.at, g.session_id, g.basis, g.reason,
            (select w.at from grade_withdrawal w where w.grade_id = g.id) as taken_back_at
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Schemes schemes;
    private final Ledger ledger;

    public Grades(JdbcClient jdbc, TransactionTemplate transactions, Schemes schemes, Ledger ledger) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.schemes = schemes;
        this.ledger = ledger;
    }

    /**
     * What an act of grading did.
     *
     * @param appended new grades
     * @param unchanged media for which this grader's last grade was already the same; no row was added
     */
    public record Outcome(int appended, int unchanged, int conflictsOpened, int conflictsClosed) {}

    /** Who takes grades back, in which case and scheme, and why. */
    public record TakingBack(long caseId, String scheme, String grader, Long sessionId, String reason) {
        public TakingBack {
            reason = reason == null || reason.isBlank() ? "taken back" : reason.strip();
        }
    }

    /**
     * Gives one grade an item, all or none.
     *
     * @throws GradingException an item is not on the case, a change of mind has no reason, or the adjudicator is a party
     */
    public Outcome append(Grading grading, Collection<String> sha256s) {
        byte[][] items =
                new TreeSet<>(sha256s).stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
        if (items.length == 0) {
            throw new GradingException("Nothing to grade: name at least one media.");
        }
        Scheme scheme = schemes.get(grading.scheme());
        Category category = category(scheme, grading.code());
        return transactions.execute(_ -> {
            lock(grading.caseId());
            requireOwnSession(grading.sessionId(), grading.caseId(), grading.grader());
            requireOnCase(grading, items);
            requireReason(grading, category, items);
            if (grading.basis() == Grading.Basis.ADJUDICATION) {
                requireThirdPerson(grading, items);
            }
            int appended = insert(grading, scheme, category, items);
            Standing.Settled settled =
                    settle(grading.caseId(), grading.scheme(), grading.basis().outcome(), items);
            if (appended > 0) {
                WorkOrdering.graded(jdbc, grading.caseId(), items);
                ledger.append(GradeAct.of(grading, category, appended, caseReference(grading.caseId()), items));
            }
            return new Outcome(appended, items.length - appended, settled.opened(), settled.closed());
        });
    }

    /**
     * Takes a grader's own word on the contents back, all or none: every grade of theirs that counts there counts no longer, and the
     * contents are ungraded for them, and for the case where nobody else graded them. Nothing is removed; this is a further act.
     *
     * @return contents whose grade was taken back, as {@code appended}, and what follows for the conflicts
     * @throws GradingException an item has no grade of theirs that counts
     */
    public Outcome takeBack(TakingBack act, Collection<String> sha256s) {
        byte[][] items =
                new TreeSet<>(sha256s).stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
        return transactions.execute(_ -> {
            lock(act.caseId());
            requireOwnSession(act.sessionId(), act.caseId(), act.grader());
            int contents = withdraw(act, items);
            if (items.length == 0 || contents < items.length) {
                throw new GradingException("Only a grade of one's own that counts is taken back: nothing was changed.");
            }
            Standing.Settled settled = settle(act.caseId(), act.scheme(), "TAKEN_BACK", items);
            WorkOrdering.takenBack(jdbc, act.caseId(), items);
            ledger.append(GradeAct.of(act, caseReference(act.caseId()), items));
            return new Outcome(contents, 0, settled.opened(), settled.closed());
        });
    }

    private int withdraw(TakingBack act, byte[][] items) {
        return jdbc.sql("""
                        with mine as (
                            insert into grade_withdrawal (grade_id, grader, session_id, reason)
                            select g.id, g.grader, ?, ? from grade_in_force g
                            where g.case_id = ? and g.sha256 = any(?) and g.scheme = ? and g.grader = ?
                            returning grade_id)
                        select count(distinct g.sha256) from mine join grade g on g.id = mine.grade_id
                        """)
                .params(act.sessionId(), act.reason(), act.caseId(), items, act.scheme(), act.grader())
                .query(Integer.class)
                .single();
    }

    /** Every grade of the content in the case, oldest first, also those that were taken back. */
    public List<Grade> history(long caseId, String sha256) {
        return jdbc.sql("select " + COLUMNS
                        + " from grade g where g.case_id = ? and g.sha256 = decode(?, 'hex') order by g.id")
                .params(caseId, sha256)
                .query(Grade.class)
                .list();
    }

    /**
     * The grade that stands for the content: the adjudicated one, or the one the graders agree on. Empty while nobody has
     * graded it and while a conflict is open.
     */
    public Optional<Grade> standing(long caseId, String sha256, String scheme) {
        return jdbc.sql("select " + COLUMNS + """
                         from grade_in_force g
                        where case_id = ? and sha256 = decode(?, 'hex') and scheme = ?
                          and not exists (select from grade_conflict c where c.case_id = g.case_id
                                          and c.sha256 = g.sha256 and c.scheme = g.scheme and c.closed_at is null)
                        order by id desc limit 1
                        """)
                .params(caseId, sha256, scheme)
                .query(Grade.class)
                .optional();
    }

    /** Conflicts of the case that await an adjudicator, oldest first. */
    public List<Conflict> openConflicts(long caseId) {
        return jdbc.sql("""
                        select id, case_id, encode(sha256, 'hex') as sha256, scheme, opened_at, opened_by, closed_at,
                               closed_by, outcome
                        from grade_conflict where case_id = ? and closed_at is null order by id
                        """).param(caseId).query(Conflict.class).list();
    }

    private String caseReference(long caseId) {
        return jdbc.sql("select reference from case_file where id = ?")
                .param(caseId)
                .query(String.class)
                .single();
    }

    private static Category category(Scheme scheme, String code) {
        return scheme.byCode(code)
                .orElseThrow(() -> new GradingException("Scheme " + scheme.name() + " has no class " + code
                        + ": use one of "
                        + scheme.categories().stream().map(Category::code).collect(Collectors.joining(", ")) + "."));
    }

    private void lock(long caseId) {
        jdbc.sql("select pg_advisory_xact_lock(?, ?)")
                .params(LOCK, Math.toIntExact(caseId))
                .query(String.class)
                .optional();
    }

    private void requireOwnSession(Long sessionId, long caseId, String grader) {
        if (sessionId == null) {
            return;
        }
        boolean own = jdbc.sql("""
                        select exists (select from grading_session s where s.id = ? and s.case_id = ? and s.grader = ?
                            and not exists (select from grading_session_end e where e.session_id = s.id))
                        """)
                .params(sessionId, caseId, grader)
                .query(Boolean.class)
                .single();
        if (!own) {
            throw new GradingException(
                    "Session " + sessionId + " has ended, or is not yours or not of this case: start one of your own.");
        }
    }

    private void requireOnCase(Grading grading, byte[][] items) {
        jdbc.sql("""
                        select encode(i.sha256, 'hex') from unnest(?) as i(sha256)
                        where not exists (select from occurrence o join exhibit e on e.id = o.exhibit_id
                                          where o.sha256 = i.sha256 and e.case_id = ?)
                        limit 1
                        """)
                .params(items, grading.caseId())
                .query(String.class)
                .optional()
                .ifPresent(stray -> {
                    throw new GradingException(
                            "Media " + stray + " lies on no exhibit of this case: grade it in the case it belongs to.");
                });
    }

    private void requireReason(Grading grading, Category category, byte[][] items) {
        if (!grading.reason().isEmpty()) {
            return;
        }
        if (grading.basis() == Grading.Basis.ADJUDICATION) {
            throw new GradingException("An adjudication needs a reason.");
        }
        jdbc.sql("""
                        select encode(i.sha256, 'hex') from unnest(?) as i(sha256)
                        cross join lateral (select code from grade_in_force g
                            where g.case_id = ? and g.sha256 = i.sha256 and g.scheme = ? and g.grader = ?
                            order by id desc limit 1) mine
                        where mine.code <> ? limit 1
                        """)
                .params(items, grading.caseId(), grading.scheme(), grading.grader(), category.code())
                .query(String.class)
                .optional()
                .ifPresent(changed -> {
                    throw new GradingException(
                            "You graded media " + changed + " differently before: a change of mind needs a reason.");
                });
    }

    private void requireThirdPerson(Grading grading, byte[][] items) {
        jdbc.sql("""
                        select encode(i.sha256, 'hex') from unnest(?) as i(sha256)
                        where not exists (select from grade_conflict c where c.case_id = ? and c.sha256 = i.sha256
                                          and c.scheme = ? and c.closed_at is null)
                           or exists (select from grade g where g.case_id = ? and g.sha256 = i.sha256
                                      and g.scheme = ? and g.grader = ? and (g.basis <> 'ADJUDICATION'
                                          or not exists (select from grade_withdrawal w where w.grade_id = g.id)))
                        limit 1
                        """)
                .params(items, grading.caseId(), grading.scheme(), grading.caseId(), grading.scheme(), grading.grader())
                .query(String.class)
                .optional()
                .ifPresent(item -> {
                    throw new GradingException("Media " + item + " cannot be adjudicated by " + grading.grader()
                            + ": it needs an open conflict and a person who has not graded it.");
                });
    }

    private int insert(Grading grading, Scheme scheme, Category category, byte[][] items) {
        return jdbc.sql("""
                        insert into grade (sha256, case_id, scheme, scheme_version, code, number, grader, session_id,
                            basis, reason)
                        select i.sha256, ?, ?, ?, ?, ?, ?, ?, ?, ? from unnest(?) as i(sha256)
                        where (select code from grade_in_force g
                               where g.case_id = ? and g.sha256 = i.sha256 and g.scheme = ? and g.grader = ?
                               order by id desc limit 1) is distinct from ?
                        """)
                .params(
                        grading.caseId(),
                        grading.scheme(),
                        scheme.version(),
                        category.code(),
                        category.number(),
                        grading.grader(),
                        grading.sessionId(),
                        grading.basis().name(),
                        grading.reason(),
                        items,
                        grading.caseId(),
                        grading.scheme(),
                        grading.grader(),
                        category.code())
                .update();
    }

    private Standing.Settled settle(long caseId, String scheme, String outcome, byte[][] items) {
        return jdbc.sql(Standing.SETTLE)
                .param("items", items)
                .param("case", caseId)
                .param("scheme", scheme)
                .param("outcome", outcome)
                .query(Standing.Settled.class)
                .single();
    }
}
