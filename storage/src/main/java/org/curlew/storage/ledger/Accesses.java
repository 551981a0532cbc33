package org.curlew.storage.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who looked at what, for the auditor. */
public final class Accesses {

    private static final String CASE = "case:";

    private final JdbcTemplate jdbc;

    public Accesses(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What a person did in a time, the oldest first; {@code to} is not included. */
    public List<Chronology.Line> ofPerson(String actor, Instant from, Instant to, int most) {
        return jdbc.query(
                """
                select number, at, actor, kind, act, subjects, details, hash from ledger_entry
                where actor = ? and at >= ? and at < ? order by number limit ?
                """,
                (row, n) -> Chronology.line(row),
                actor,
                from.atOffset(ZoneOffset.UTC),
                to.atOffset(ZoneOffset.UTC),
                most);
    }

    /**
     * Somebody's looks at one case that was not theirs.
     *
     * @param times entries; a page of many pictures is one
     * @param firstEntry number of the first of them in the chain
     * @param justified how many carried a justification
     */
    public record Unusual(
            String actor,
            String caseReference,
            long times,
            long justified,
            Instant first,
            Instant last,
            long firstEntry) {}

    /**
     * Consultations and disclosures of cases by people to whom they are not assigned, the most first. It is a question,
     * not a verdict: cover, a hand-over or a review by a supervisor explain many.
     *
     * @param assigned whether the case (its reference) is the person's; asked once for each pair
     * @param exempt actors that are no people, and roles whose work is to look everywhere (the auditor)
     */
    public List<Unusual> unusual(Instant from, Instant to, BiPredicate<String, String> assigned, Set<String> exempt) {
        List<Unusual> found = new ArrayList<>(jdbc.query(
                """
                select e.actor, s.subject, count(*) as times, min(e.at) as first, max(e.at) as last,
                       min(e.number) as first_entry, count(*) filter (where e.details like '%"justification":%') as justified
                from ledger_entry e cross join unnest(e.subjects) as s (subject)
                where e.at >= ? and e.at < ? and e.act in ('CONSULTATION', 'DISCLOSURE') and s.subject like 'case:%'
                group by e.actor, s.subject
                order by times desc, e.actor, s.subject
                """,
                (row, n) -> new Unusual(
                        row.getString("actor"),
                        row.getString("subject").substring(CASE.length()),
                        row.getLong("times"),
                        row.getLong("justified"),
                        row.getObject("first", OffsetDateTime.class).toInstant(),
                        row.getObject("last", OffsetDateTime.class).toInstant(),
                        row.getLong("first_entry")),
                from.atOffset(ZoneOffset.UTC),
                to.atOffset(ZoneOffset.UTC)));
        found.removeIf(each -> exempt.contains(each.actor()) || assigned.test(each.actor(), each.caseReference()));
        return found;
    }
}
