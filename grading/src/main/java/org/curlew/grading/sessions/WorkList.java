package org.curlew.grading.sessions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.curlew.grading.media.Camera;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The distinct media of a case or an exhibit that still need eyes. */
@Service
public class WorkList {

    /**
     * The from part of a query over the content {@code c} of a case that still needs eyes, with parameters case and exhibit. Decided
     * without eyes: an exact match of an illegal set (it carries that set's grade) or of a known-good one; a near match decides nothing.
     */
    public static final String UNDECIDED = """
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
     * @param first it names one of the cameras that were asked for first
     */
    public record Item(String sha256, String md5, long size, String mime, boolean near, boolean first) {}

    /**
     * The next media without a grade in the case, near matches of illegal sets first.
     *
     * @param exhibitId null for all exhibits of the case
     */
    public List<Item> ungraded(long caseId, Long exhibitId, int limit) {
        return ungraded(caseId, exhibitId, limit, List.of());
    }

    /** The same, with the media that name one of the cameras right behind the near matches. */
    public List<Item> ungraded(long caseId, Long exhibitId, int limit, Collection<Camera> cameras) {
        return jdbc.sql("""
                        select c.sha256, c.md5, c.size, c.mime,
                               exists (select from occurrence o join exhibit e on e.id = o.exhibit_id
                                       where e.case_id = :case and o.sha256 = c.sha256
                                         and o.match_role = 'illegal' and o.match_kind = 'pdq') as near,
                               c.camera_make || chr(10) || c.camera_model || chr(10) || c.camera_serial = any(:cameras)
                                   as first
                        """ + UNDECIDED + " order by near desc, first desc, c.sha256 limit :limit")
                .param("case", caseId)
                .param("exhibit", exhibitId)
                .param(
                        "cameras",
                        cameras.stream()
                                .map(c -> c.make() + "\n" + c.model() + "\n" + c.serial())
                                .toArray(String[]::new))
                .param("limit", limit)
                .query(WorkList::item)
                .list();
    }

    /**
     * Where the distinct media of a case stand.
     *
     * @param avoided views avoided: decided by an exact match of a set and graded by nobody
     * @param graded by a person, whatever the scheme
     * @param left still need eyes
     */
    public record Progress(long all, long avoided, long graded, long left) {}

    public Progress progress(long caseId) {
        return jdbc.sql("""
                        select count(*) as "all", count(*) filter (where not graded and decided) as avoided,
                               count(*) filter (where graded) as graded,
                               count(*) filter (where not graded and not decided) as "left"
                        from (select o.sha256,
                                     bool_or(o.match_role in ('illegal', 'known-good') and o.match_kind <> 'pdq')
                                         is true as decided,
                                     exists (select from grade g where g.case_id = :case and g.sha256 = o.sha256)
                                         as graded
                              from occurrence o join exhibit e on e.id = o.exhibit_id
                              where e.case_id = :case group by o.sha256) i
                        """).param("case", caseId).query(Progress.class).single();
    }

    /** How many media still need eyes. */
    public long remaining(long caseId, Long exhibitId) {
        return jdbc.sql("select count(*) " + UNDECIDED)
                .param("case", caseId)
                .param("exhibit", exhibitId)
                .query(Long.class)
                .single();
    }

    /** How many of them resemble a media of an illegal set. */
    public long remainingNear(long caseId) {
        return jdbc.sql("select count(*) " + UNDECIDED + """
                         and exists (select from occurrence o join exhibit e on e.id = o.exhibit_id
                                     where e.case_id = :case and o.sha256 = c.sha256
                                       and o.match_role = 'illegal' and o.match_kind = 'pdq')
                        """)
                .param("case", caseId)
                .param("exhibit", null)
                .query(Long.class)
                .single();
    }

    /** How many of the media that still need eyes name a camera. */
    public record OfCamera(Camera camera, long media) {}

    /** By the camera that EXIF names; media that name none are left out. */
    public List<OfCamera> remainingByCamera(long caseId) {
        return jdbc.sql("select c.camera_make, c.camera_model, c.camera_serial, count(*) as media " + UNDECIDED + """
                         and (c.camera_model <> '' or c.camera_serial <> '')
                        group by 1, 2, 3
                        """)
                .param("case", caseId)
                .param("exhibit", null)
                .query((row, n) -> new OfCamera(
                        new Camera(
                                row.getString("camera_make"),
                                row.getString("camera_model"),
                                row.getString("camera_serial"),
                                ""),
                        row.getLong("media")))
                .list();
    }

    /** Where the distinct media of one of many cases stand, as {@link Progress} words it. */
    public record Counts(long caseId, long left, long avoided, long graded, long all) {}

    /** The counts of every case that has media, in one pass over all places. */
    public List<Counts> counts() {
        return jdbc.sql("""
                        select i.case_id, count(*) filter (where not i.decided and g.sha256 is null) as "left",
                               count(*) filter (where i.decided and g.sha256 is null) as avoided,
                               count(g.sha256) as graded, count(*) as "all"
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
                row.getBoolean("near"),
                row.getBoolean("first"));
    }
}
