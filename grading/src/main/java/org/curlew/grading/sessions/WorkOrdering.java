package org.curlew.grading.sessions;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.curlew.grading.media.Camera;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the order in which the media of a case are looked at, so that a page of it is the start of an index. The order: what resembles
 * a media of an illegal set; what a device of the suspect may have made; then by series; then folder by folder, those first in
 * which the most media are known or resemble known ones, then those with the most media; in a folder by path. A media that lies in many folders stands
 * in the first of them.
 */
final class WorkOrdering {

    /** The lock under which grades of a case are given: no grade may be missed while its list is made anew. */
    private static final String LOCK = "select pg_advisory_xact_lock(?, ?)";

    // A case of a million media is sorted in memory of the database's, not on its disk.
    private static final String MEMORY = "set local work_mem = '128MB'";

    private static final String ITEMS = """
            insert into work_item (case_id, sha256, position, near, first, series, exhibit, folder, decided, graded)
            with place as materialized (
                select o.sha256, o.volume, o.container, o.path, e.reference as exhibit,
                       regexp_replace(o.path, '[^/]*$', '') as folder,
                       o.match_role = 'illegal' and o.match_kind = 'pdq' as near,
                       o.match_role in ('illegal', 'known-good') and o.match_kind <> 'pdq' as decided,
                       o.match_role = 'illegal' as telling,
                       case when o.match_role = 'illegal' then nullif(o.series, '') end as series
                from occurrence o join exhibit e on e.id = o.exhibit_id where e.case_id = :case),
            folder as (
                select exhibit, volume, container, folder,
                       row_number() over (order by count(*) filter (where telling) desc, count(*) desc,
                           exhibit collate "C", volume, container collate "C", folder collate "C") as rank
                from place group by exhibit, volume, container, folder),
            first_place as (
                select distinct on (p.sha256) p.sha256, p.exhibit, p.folder, p.path, f.rank
                from place p join folder f on f.exhibit = p.exhibit and f.volume = p.volume
                    and f.container = p.container and f.folder = p.folder
                order by p.sha256, f.rank, p.path collate "C"),
            said as (
                select sha256, coalesce(bool_or(near), false) as near, coalesce(bool_or(decided), false) as decided,
                       max(series collate "C") as series
                from place group by sha256),
            named as (
                select distinct on (a.sha256) a.sha256, nullif(a.value, '') as series from media_attribute a
                where a.case_id = :case and a.name = 'SERIES' order by a.sha256, a.id desc),
            item as (
                select s.sha256, s.near, s.decided, coalesce(n.series, s.series) as series, p.exhibit, p.folder, p.path,
                       p.rank, c.camera_make || chr(10) || c.camera_model || chr(10) || c.camera_serial
                           = any(cast(:first as text[])) as first
                from said s join first_place p on p.sha256 = s.sha256 join content c on c.sha256 = s.sha256
                left join named n on n.sha256 = s.sha256)
            select :case, i.sha256,
                   row_number() over (order by i.near desc, i.first desc, i.series collate "C" nulls last, i.rank,
                       i.path collate "C", i.sha256),
                   i.near, i.first, i.series, i.exhibit, i.folder, i.decided,
                   exists (select from grade_in_force g where g.case_id = :case and g.sha256 = i.sha256)
            from item i
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    WorkOrdering(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** What the list was ordered with. */
    private record Head(List<String> cameras, List<String> first) {}

    /** Makes the order anew where places changed since, or where other cameras fit now. */
    void bringUpToDate(long caseId, Predicate<Camera> fits) {
        if (current(caseId, fits)) {
            return;
        }
        transactions.executeWithoutResult(_ -> {
            jdbc.sql(LOCK)
                    .params(Grades.LOCK, Math.toIntExact(caseId))
                    .query(String.class)
                    .optional();
            // somebody else may have made it while this one waited
            if (!current(caseId, fits)) {
                order(caseId, fits);
            }
        });
    }

    /** The same with the cameras that fitted before. */
    void bringUpToDate(long caseId) {
        Head head = head(caseId);
        bringUpToDate(caseId, camera -> head != null && head.first().contains(text(camera)));
    }

    /** Takes what was graded off the list; within the transaction and under the lock of the grading. */
    static void graded(JdbcClient jdbc, long caseId, byte[][] items) {
        jdbc.sql("""
                        with taken as (
                            update work_item set graded = true
                            where case_id = :case and sha256 = any(cast(:items as bytea[])) and not graded
                            returning decided),
                        counts as (
                            select count(*) as items, count(*) filter (where decided) as decided from taken)
                        update work_list l set graded = l.graded + c.items, avoided = l.avoided - c.decided,
                            remaining = l.remaining - (c.items - c.decided)
                        from counts c where l.case_id = :case and c.items > 0
                        """).param("case", caseId).param("items", items).update();
    }

    /** Puts what nobody's grade counts for any more back in its place; within the transaction and under the lock of the taking back. */
    static void takenBack(JdbcClient jdbc, long caseId, byte[][] items) {
        jdbc.sql("""
                        with returned as (
                            update work_item w set graded = false
                            where w.case_id = :case and w.sha256 = any(cast(:items as bytea[])) and w.graded
                              and not exists (select from grade_in_force g where g.case_id = :case
                                              and g.sha256 = w.sha256)
                            returning w.decided),
                        counts as (
                            select count(*) as items, count(*) filter (where decided) as decided from returned)
                        update work_list l set graded = l.graded - c.items, avoided = l.avoided + c.decided,
                            remaining = l.remaining + (c.items - c.decided)
                        from counts c where l.case_id = :case and c.items > 0
                        """).param("case", caseId).param("items", items).update();
    }

    private boolean current(long caseId, Predicate<Camera> fits) {
        Head head = head(caseId);
        return head != null && !changed(caseId) && head.first().equals(fitting(head.cameras(), fits));
    }

    private Head head(long caseId) {
        return jdbc.sql("select cameras, first from work_list where case_id = ?")
                .param(caseId)
                .query((row, n) -> new Head(
                        Arrays.asList((String[]) row.getArray("cameras").getArray()),
                        Arrays.asList((String[]) row.getArray("first").getArray())))
                .optional()
                .orElse(null);
    }

    private boolean changed(long caseId) {
        return jdbc.sql("select exists (select from work_change where case_id = ?)")
                .param(caseId)
                .query(Boolean.class)
                .single();
    }

    private void order(long caseId, Predicate<Camera> fits) {
        jdbc.sql(MEMORY).update();
        // before anything is read: a change that commits later keeps its row and has the list made once more
        jdbc.sql("delete from work_change where case_id = ?").param(caseId).update();
        List<String> cameras = jdbc.sql("""
                        select distinct c.camera_make || chr(10) || c.camera_model || chr(10) || c.camera_serial as camera
                        from occurrence o join exhibit e on e.id = o.exhibit_id join content c on c.sha256 = o.sha256
                        where e.case_id = ? and (c.camera_model <> '' or c.camera_serial <> '') order by camera
                        """).param(caseId).query(String.class).list();
        List<String> first = fitting(cameras, fits);
        jdbc.sql("delete from work_item where case_id = ?").param(caseId).update();
        jdbc.sql(ITEMS)
                .param("case", caseId)
                .param("first", first.toArray(String[]::new))
                .update();
        jdbc.sql("""
                        insert into work_list (case_id, cameras, first, media, avoided, graded, remaining)
                        select :case, :cameras, :first, count(*), count(*) filter (where decided and not graded),
                               count(*) filter (where graded), count(*) filter (where not decided and not graded)
                        from work_item where case_id = :case
                        having exists (select from case_file f where f.id = :case)
                        on conflict (case_id) do update set cameras = excluded.cameras, first = excluded.first,
                            media = excluded.media, avoided = excluded.avoided, graded = excluded.graded,
                            remaining = excluded.remaining, ordered_at = excluded.ordered_at
                        """)
                .param("case", caseId)
                .param("cameras", cameras.toArray(String[]::new))
                .param("first", first.toArray(String[]::new))
                .update();
    }

    private static List<String> fitting(Collection<String> cameras, Predicate<Camera> fits) {
        return cameras.stream().filter(c -> fits.test(camera(c))).toList();
    }

    private static String text(Camera camera) {
        return camera.make() + "\n" + camera.model() + "\n" + camera.serial();
    }

    private static Camera camera(String text) {
        String[] parts = text.split("\n", 3);
        return new Camera(parts[0], parts[1], parts[2], "");
    }
}
