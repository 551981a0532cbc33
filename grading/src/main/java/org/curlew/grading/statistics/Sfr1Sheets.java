package org.curlew.grading.statistics;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.Schemes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Puts the SFR1 data sheet of a case together. */
@Service
public class Sfr1Sheets {

    private final JdbcClient jdbc;
    private final CourtFigures figures;
    private final Schemes schemes;
    private final Clock clock;

    public Sfr1Sheets(JdbcClient jdbc, CourtFigures figures, Schemes schemes, Clock clock) {
        this.jdbc = jdbc;
        this.figures = figures;
        this.schemes = schemes;
        this.clock = clock;
    }

    /**
     * Makes the sheet.
     *
     * @param statements what was said when grading stopped before the end, one each decision; none where everything was graded
     */
    public Sfr1 make(
            long caseId, String schemeName, String force, String person, String tool, List<String> statements) {
        Scheme scheme = schemes.get(schemeName);
        List<Table> tables = figures.of(caseId, schemeName);
        List<String> methods = List.of(
                "Every file of each exhibit was read and digested (MD5, SHA-1, SHA-256); pictures and videos are recognised"
                        + " by their content, not their name.",
                "Media are counted by content (SHA-256): 'distinct' counts a content once, 'places' every place where it lay.",
                "Classes are those of scheme " + scheme.name() + " version " + scheme.version()
                        + ", given by persons of the force or taken over from a hash set that knows the content exactly;"
                        + " the tables say how many of the latter there are.",
                "'Deleted' is what the file system marks as deleted or no longer allocates; 'cache' what lies where browsers and"
                        + " systems write by themselves, by the form of the path; 'live' is the rest.",
                "'Accessible' is what was live, unless an examiner said otherwise with a basis.");
        List<String> limits = new ArrayList<>();
        long ungraded = ungraded(tables);
        limits.add(
                ungraded == 0
                        ? "Nothing is left ungraded that no hash set knows."
                        : ungraded + " media are ungraded: the figures are minimum numbers.");
        limits.addAll(statements);
        if (!scheme.confirmed()) {
            limits.add("The numbers of the scheme are not confirmed against the force's CAID documentation.");
        }
        limits.add("Whether an image is indecent is for the court; a class is the force's assessment.");
        limits.add("Times are those of the file systems, in UTC, and are as right as the device's clock was.");
        gaps(caseId).forEach(limits::add);
        return new Sfr1(
                force,
                reference(caseId),
                scheme.title(),
                scheme.confirmed(),
                clock.instant(),
                person,
                tool,
                exhibits(caseId),
                methods,
                limits,
                tables);
    }

    private static long ungraded(List<Table> tables) {
        Table remainder = tables.get(3);
        if (remainder.rows().isEmpty()) {
            return 0;
        }
        return Long.parseLong(remainder.rows().getLast().get(remainder.columns().indexOf("ungraded")));
    }

    /** Exhibits that were not read whole, or not at all. */
    private List<String> gaps(long caseId) {
        return jdbc.sql("""
                        select 'Exhibit ' || e.reference || ' is in the state ' || s.state || ': ' || s.reason
                        from exhibit e join exhibit_now s on s.exhibit_id = e.id
                        where e.case_id = ? and (s.state in ('BOOKED_IN', 'QUEUED', 'ADMITTED', 'HELD_FOR_STORAGE',
                            'VERIFY_FAILED', 'QUARANTINED', 'FAILED') or exists (select from exhibit_state p
                            where p.exhibit_id = e.id and p.state = 'PARTIAL'))
                        order by e.reference
                        """).param(caseId).query(String.class).list();
    }

    private List<Sfr1.Exhibit> exhibits(long caseId) {
        return jdbc.sql("""
                        select e.reference, coalesce(s.state, '') as state, count(o.sha256) as places,
                               count(distinct o.sha256) as distinct_media,
                               array_remove(array_agg(distinct nullif(concat_ws(' ', o.match_set, o.match_version), '')),
                                            null) as sets
                        from exhibit e
                        left join occurrence o on o.exhibit_id = e.id
                        left join exhibit_now s on s.exhibit_id = e.id
                        where e.case_id = ? group by e.id, e.reference, s.state order by e.reference
                        """)
                .param(caseId)
                .query((row, n) -> new Sfr1.Exhibit(
                        row.getString("reference"),
                        row.getString("state"),
                        row.getLong("places"),
                        row.getLong("distinct_media"),
                        List.of((String[]) row.getArray("sets").getArray())))
                .list();
    }

    private String reference(long caseId) {
        return jdbc.sql("select reference from case_file where id = ?")
                .param(caseId)
                .query(String.class)
                .single();
    }
}
