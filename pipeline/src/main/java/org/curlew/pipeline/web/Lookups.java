package org.curlew.pipeline.web;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** From a number in an address to the references people know, and the lists a page needs of them. It changes nothing. */
@Service
@ConditionalOnWebApplication
public class Lookups {

    private static final String EXHIBIT = """
            select e.id, e.case_id, c.reference as case_reference, e.reference, e.created_at, s.state, s.at as state_at,
                   s.reason as state_reason,
                   (select max(a.id) from acquisition a where a.exhibit_id = e.id) as acquisition
            from exhibit e
            join case_file c on c.id = e.case_id
            left join exhibit_now s on s.exhibit_id = e.id
            """;

    private final JdbcClient jdbc;
    private final Exhibits exhibits;

    Lookups(JdbcClient jdbc, Exhibits exhibits) {
        this.jdbc = jdbc;
        this.exhibits = exhibits;
    }

    /** An exhibit with its state; acquisition is null where no image was given to the machine. */
    public record ExhibitLine(
            long id,
            long caseId,
            String caseReference,
            String reference,
            Instant created,
            String state,
            Instant stateAt,
            String stateReason,
            Long acquisition) {}

    public ExhibitLine exhibit(long id) {
        return jdbc.sql(EXHIBIT + " where e.id = ?")
                .param(id)
                .query(Lookups::line)
                .optional()
                .orElseThrow(() -> new NotFoundException("There is no exhibit with the number " + id));
    }

    public List<ExhibitLine> exhibitsOf(long caseId) {
        return jdbc.sql(EXHIBIT + " where e.case_id = ? order by e.id")
                .param(caseId)
                .query(Lookups::line)
                .list();
    }

    /** Exhibits in one of the states, the longest in it first. */
    public List<ExhibitLine> exhibitsIn(List<String> states, int limit) {
        return jdbc.sql(EXHIBIT + " where s.state = any(?) order by s.at limit ?")
                .params(states.toArray(String[]::new), limit)
                .query(Lookups::line)
                .list();
    }

    /** Exhibits whose image the machine has at work or holds, the newest first. */
    public List<ExhibitLine> atWork(int limit) {
        return jdbc.sql(EXHIBIT + """
                         where exists (select from acquisition a where a.exhibit_id = e.id and a.finished_at is null)
                        order by s.at desc limit ?
                        """).param(limit).query(Lookups::line).list();
    }

    /** The references of cases. */
    public Map<Long, String> references(Collection<Long> cases) {
        return exhibits.caseReferences(cases);
    }

    /** The names of people as they stand now; who has none is left out. */
    public Map<Long, String> names(Collection<Long> people) {
        Map<Long, String> names = new HashMap<>();
        jdbc.sql("""
                        select entry_id, body ->> 'name' as name from register_version
                        where kind = 'Person' and entry_id = any(?) and superseded_at is null and not withdrawn
                        """).param(people.toArray(Long[]::new)).query(row -> {
            if (row.getString("name") != null) {
                names.put(row.getLong("entry_id"), row.getString("name"));
            }
        });
        return names;
    }

    /** A case's reference. */
    public String caseReference(long caseId) {
        return jdbc.sql("select reference from case_file where id = ?")
                .param(caseId)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new NotFoundException("There is no case with the number " + caseId));
    }

    private static ExhibitLine line(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        long acquisition = row.getLong("acquisition");
        return new ExhibitLine(
                row.getLong("id"),
                row.getLong("case_id"),
                row.getString("case_reference"),
                row.getString("reference"),
                Times.instant(row, "created_at"),
                row.getString("state"),
                Times.instant(row, "state_at"),
                row.getString("state_reason"),
                acquisition == 0 ? null : acquisition);
    }
}
