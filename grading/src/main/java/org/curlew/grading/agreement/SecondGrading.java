package org.curlew.grading.agreement;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.GradingException;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Blind second grading. A round is a sample of contents that one person graded, drawn so that anybody can draw it again; a second
 * person grades it without being shown the first grade. What differs opens a conflict, which a third person adjudicates.
 */
@Service
public class SecondGrading {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Grades grades;
    private final Ledger ledger;

    public SecondGrading(JdbcClient jdbc, TransactionTemplate transactions, Grades grades, Ledger ledger) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.grades = grades;
        this.ledger = ledger;
    }

    /**
     * What to draw.
     *
     * @param firstGrader whose grades are looked at again, null for everybody's
     * @param confidence that more wrong grades than tolerated would be seen, for example 0.95
     * @param tolerated share of wrong grades, for example 0.05
     * @param seed any number; the same one draws the same sample
     */
    public record Draw(
            long caseId, String scheme, String firstGrader, double confidence, double tolerated, long seed) {}

    /** A drawn round; population is what it was drawn from. */
    public record Round(
            long id,
            long caseId,
            String scheme,
            String firstGrader,
            double confidence,
            double tolerated,
            long population,
            long seed,
            int size,
            String drawnBy,
            OffsetDateTime drawnAt) {}

    /** A content to look at; by intention without anything that was said of it. */
    public record Item(String sha256, String md5, long size, String mime) {}

    /** Draws a round from contents that exactly one person has graded in the case. */
    public Round draw(Draw draw, String person) {
        return transactions.execute(_ -> {
            long population = jdbc.sql("select count(*) from (" + POPULATION + ") p")
                    .param("case", draw.caseId())
                    .param("scheme", draw.scheme())
                    .param("grader", draw.firstGrader())
                    .query(Long.class)
                    .single();
            if (population == 0) {
                throw new GradingException("Nothing to draw from: "
                        + (draw.firstGrader() == null ? "nobody" : draw.firstGrader())
                        + " has graded media of this case that nobody else has graded.");
            }
            int size = Sampling.size(population, draw.tolerated(), draw.confidence());
            long id = jdbc.sql("""
                            insert into second_grading_round (case_id, scheme, first_grader, confidence, tolerated,
                                population, seed, size, drawn_by)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                            """)
                    .params(
                            draw.caseId(),
                            draw.scheme(),
                            draw.firstGrader(),
                            draw.confidence(),
                            draw.tolerated(),
                            population,
                            draw.seed(),
                            size,
                            person)
                    .query(Long.class)
                    .single();
            jdbc.sql("""
                            insert into second_grading_item (round_id, position, sha256, first_grade)
                            select :round, row_number() over (order by draw), sha256, grade from (
                                select p.sha256, p.grade,
                                       sha256(convert_to(cast(:seed as text), 'UTF8') || p.sha256) as draw
                                from (%s) p order by draw limit :size) drawn
                            """.formatted(POPULATION))
                    .param("round", id)
                    .param("seed", draw.seed())
                    .param("size", size)
                    .param("case", draw.caseId())
                    .param("scheme", draw.scheme())
                    .param("grader", draw.firstGrader())
                    .update();
            ledger.append(LedgerEntry.of(person, "SECOND_GRADING_DRAWN", ProcessingAct.NONE)
                    .about("case:" + reference(draw.caseId()))
                    .with("round", id)
                    .with("population", population)
                    .with("size", size)
                    .with("seed", draw.seed()));
            return get(id);
        });
    }

    // One grader only, and the last word of that grader.
    private static final String POPULATION = """
            select g.sha256, max(g.id) as grade from grade_in_force g
            where g.case_id = :case and g.scheme = :scheme
            group by g.sha256
            having min(g.grader) = max(g.grader)
               and (cast(:grader as text) is null or min(g.grader) = cast(:grader as text))
            """;

    public Round get(long roundId) {
        return jdbc.sql("select * from second_grading_round where id = ?")
                .param(roundId)
                .query(Round.class)
                .optional()
                .orElseThrow(() -> new GradingException("There is no round of second grading " + roundId + "."));
    }

    /** Rounds of the case, the newest first. */
    public List<Round> rounds(long caseId) {
        return jdbc.sql("select * from second_grading_round where case_id = ? order by id desc")
                .param(caseId)
                .query(Round.class)
                .list();
    }

    // An item i of a round r that has no second grade yet.
    private static final String WAITS = """
             not exists (select from second_grading_result x join grade_in_force b on b.id = x.second_grade
                         where x.round_id = i.round_id and x.sha256 = i.sha256)
            """;

    // The person neither graded it nor was shown what others said of it. A second grade that was taken back leaves
    // them blind where nothing was shown in between. By the indexes grade_current and the key of grade_shown.
    private static final String BLIND = """
             not exists (select from grade g where g.case_id = r.case_id and g.sha256 = i.sha256
                         and lower(g.grader) = lower(:person)
                         and (g.basis <> 'SECOND'
                              or not exists (select from grade_withdrawal t where t.grade_id = g.id)))
             and not exists (select from grade_shown s where s.case_id = r.case_id and s.sha256 = i.sha256
                             and s.person = lower(:person))
            """;

    /** What of the round the person may still grade blind: nothing that they graded themselves or were shown the grades of. */
    public List<Item> next(long roundId, String person, int limit) {
        return jdbc.sql("""
                        select encode(c.sha256, 'hex') as sha256, encode(c.md5, 'hex') as md5, c.size, c.mime
                        from second_grading_item i join second_grading_round r on r.id = i.round_id
                        join content c on c.sha256 = i.sha256
                        where i.round_id = :round and""" + WAITS + " and" + BLIND + """
                        order by i.position limit :limit
                        """)
                .param("round", roundId)
                .param("person", person)
                .param("limit", limit)
                .query(Item.class)
                .list();
    }

    /** Whether earlier grades of the content must be hidden from the person: it waits in a round for somebody who is blind to them. */
    public boolean blindFor(long caseId, String sha256, String person) {
        return jdbc.sql("""
                        select exists (
                            select from second_grading_item i join second_grading_round r on r.id = i.round_id
                            where i.sha256 = decode(:sha256, 'hex') and r.case_id = :case and""" + WAITS + " and" + BLIND + ")")
                .param("sha256", sha256)
                .param("case", caseId)
                .param("person", person)
                .query(Boolean.class)
                .single();
    }

    /** Notes that the person was shown what others said of the contents: from then on no look of theirs is blind. */
    public void shown(long caseId, Collection<String> sha256s, String person) {
        byte[][] items = sha256s.stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
        jdbc.sql("""
                        insert into grade_shown (case_id, sha256, person)
                        select :case, w.sha256, lower(:person) from unnest(cast(:items as bytea[])) as w(sha256)
                        where exists (select from grade g where g.case_id = :case and g.sha256 = w.sha256
                                      and lower(g.grader) <> lower(:person))
                        on conflict do nothing
                        """)
                .param("case", caseId)
                .param("person", person)
                .param("items", items)
                .update();
    }

    /**
     * Grades items of the round.
     *
     * @throws GradingException an item is not of the round, was graded already, or the person graded it or saw its grades before
     */
    public Grades.Outcome grade(long roundId, Collection<String> sha256s, String code, String person, Long sessionId) {
        byte[][] items =
                new TreeSet<>(sha256s).stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
        return transactions.execute(_ -> {
            Round round = get(roundId);
            jdbc.sql("select pg_advisory_xact_lock(407, ?)")
                    .param(Math.toIntExact(roundId))
                    .query(String.class)
                    .optional();
            jdbc.sql("""
                            select encode(w.sha256, 'hex') from unnest(cast(:items as bytea[])) as w(sha256)
                            where not exists (
                                select from second_grading_item i join second_grading_round r on r.id = i.round_id
                                where i.round_id = :round and i.sha256 = w.sha256 and""" + WAITS + " and" + BLIND + ") limit 1")
                    .param("items", items)
                    .param("round", roundId)
                    .param("person", person)
                    .query(String.class)
                    .optional()
                    .ifPresent(item -> {
                        throw new GradingException("Media " + item + " is not for " + person + " in round " + roundId
                                + ": it is not of the round, has its second grade, or was graded by the same person or"
                                + " its grades were shown to them.");
                    });
            Grades.Outcome outcome = grades.append(
                    new Grading(round.caseId(), round.scheme(), code, person, sessionId, Grading.Basis.SECOND, ""),
                    sha256s);
            jdbc.sql("""
                            insert into second_grading_result (round_id, sha256, second_grade)
                            select ?, w.sha256, (select max(g.id) from grade_in_force g where g.case_id = ?
                                and g.sha256 = w.sha256 and g.scheme = ? and g.grader = ?)
                            from unnest(?) as w(sha256)
                            """)
                    .params(roundId, round.caseId(), round.scheme(), person, items)
                    .update();
            return outcome;
        });
    }

    private String reference(long caseId) {
        return jdbc.sql("select reference from case_file where id = ?")
                .param(caseId)
                .query(String.class)
                .single();
    }
}
