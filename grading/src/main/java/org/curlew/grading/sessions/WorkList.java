package org.curlew.grading.sessions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The distinct media of a case or an exhibit that still need eyes. */
@Service
public class WorkList {

    // Decided without eyes: an exact match of an illegal set (it carries that set's grade) or of a known-good one. A
    // near
    // match decides nothing.
    private static final String UNDECIDED = """
            from (select distinct o.sha256 from occurrence o join exhibit e on e.id = o.exhibit_id
                  where e.case_id = :case and (cast(:exhibit as bigint) is null or e.id = :exhibit)) i
            join content c on c.sha256 = i.sha256
            where not exists (select from grade g where g.case_id = :case and g.sha256 = i.sha256)
              and not exists (select from occurrence o join exhibit e on e.id = o.exhibit_id
                              where e.case_id = :case and o.sha256 = i.sha256
                                and o.match_role in ('illegal', 'known-good') and o.match_kind <> 'pdq')
            """;

    private final JdbcClient jdbc;

    public WorkList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A media to look at.
     *
     * @param near it resembles a media of an illegal set
     */
    public record Item(String sha256, String md5, long size, String mime, boolean near) {}

    /**
     * The next media without a grade in the case, near matches of illegal sets first.
     *
     * @param exhibitId null for all exhibits of the case
     */
    public List<Item> ungraded(long caseId, Long exhibitId, int limit) {
        return jdbc.sql("""
                        select c.sha256, c.md5, c.size, c.mime,
                               exists (select from occurrence o join exhibit e on e.id = o.exhibit_id
                                       where e.case_id = :case and o.sha256 = c.sha256
                                         and o.match_role = 'illegal' and o.match_kind = 'pdq') as near
                        """ + UNDECIDED + " order by near desc, c.sha256 limit :limit")
                .param("case", caseId)
                .param("exhibit", exhibitId)
                .param("limit", limit)
                .query(WorkList::item)
                .list();
    }

    /** How many media still need eyes. */
    public long remaining(long caseId, Long exhibitId) {
        return jdbc.sql("select count(*) " + UNDECIDED)
                .param("case", caseId)
                .param("exhibit", exhibitId)
                .query(Long.class)
                .single();
    }

    /** A case's distinct media, and how many of them still need eyes. */
    public record Counts(long caseId, long left, long all) {}

    /** The counts of every case that has media, in one pass over all places. */
    public List<Counts> counts() {
        return jdbc.sql("""
                        select i.case_id, count(*) filter (where not i.decided and g.sha256 is null) as "left", count(*) as "all"
                        from (select e.case_id, o.sha256,
                                     coalesce(bool_or(o.match_role in ('illegal', 'known-good') and o.match_kind <> 'pdq'),
                                              false) as decided
                              from occurrence o join exhibit e on e.id = o.exhibit_id group by e.case_id, o.sha256) i
                        left join (select distinct case_id, sha256 from grade) g
                            on g.case_id = i.case_id and g.sha256 = i.sha256
                        group by i.case_id
                        """).query(Counts.class).list();
    }

    private static Item item(ResultSet row, int number) throws SQLException {
        HexFormat hex = HexFormat.of();
        return new Item(
                hex.formatHex(row.getBytes("sha256")),
                hex.formatHex(row.getBytes("md5")),
                row.getLong("size"),
                row.getString("mime"),
                row.getBoolean("near"));
    }
}
