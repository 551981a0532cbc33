package org.curlew.grading.sessions;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.curlew.grading.media.Camera;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the order in which the media of a case are looked at, so that a page of it is the start of an index. A list is written beside
 * the one in use and takes its place in one step. Small cases are put in order when somebody asks; a large one by the machine, and
 * meanwhile the last order stands.
 */
final class WorkOrdering {

    private static final String LOCK = "select pg_advisory_xact_lock(?, ?)";

    /** First key of the lock under which a list is made; the second is the case. Grading does not wait for it. */
    private static final int ORDERING = 411;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final OrderedItems ordered;
    private final int large;

    /** @param large places from which a case is not put in order while somebody waits for a page */
    WorkOrdering(JdbcClient jdbc, TransactionTemplate transactions, int large) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ordered = new OrderedItems(jdbc);
        this.large = large;
    }

    /** What the list was ordered with. */
    private record Head(List<String> cameras, List<String> first) {}

    /**
     * Whether the stored order is that of now. A small case is put in order for it; for a large one it is noted that the machine has to.
     */
    boolean current(long caseId, Predicate<Camera> fits) {
        if (upToDate(caseId, fits)) {
            return true;
        }
        if (large(caseId)) {
            jdbc.sql("""
                            insert into work_change (case_id)
                            select :case where not exists (select from work_change where case_id = :case)
                            """).param("case", caseId).update();
            return false;
        }
        putInOrder(caseId, fits);
        return true;
    }

    /** The same with the cameras that fitted before. */
    boolean current(long caseId) {
        Head head = head(caseId);
        return current(caseId, camera -> head != null && head.first().contains(text(camera)));
    }

    /** Makes the order anew where places changed since, or where other cameras fit now, however long it takes. */
    void putInOrder(long caseId, Predicate<Camera> fits) {
        if (!upToDate(caseId, fits)) {
            transactions.executeWithoutResult(_ -> {
                lock(ORDERING, caseId);
                // somebody else may have made it while this one waited
                if (!upToDate(caseId, fits)) {
                    order(caseId, fits);
                }
            });
        }
        // not within the transaction above nor the caller's, which end under the lock of the grading; the next call
        // does it
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return;
        }
        jdbc.sql("""
                        delete from work_item where case_id = :case
                            and generation <> (select generation from work_list where case_id = :case)
                        """).param("case", caseId).update();
    }

    /** Cases whose order is not that of now. */
    List<Long> waiting() {
        return jdbc.sql("select distinct case_id from work_change order by case_id")
                .query(Long.class)
                .list();
    }

    /** Takes what was graded off the list; within the transaction and under the lock of the grading. */
    static void graded(JdbcClient jdbc, long caseId, byte[][] items) {
        jdbc.sql("""
                        with taken as (
                            update work_item set graded = true
                            where case_id = :case and sha256 = any(cast(:items as bytea[])) and not graded
                              and generation = (select generation from work_list where case_id = :case)
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
                              and w.generation = (select generation from work_list where case_id = :case)
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

    private boolean upToDate(long caseId, Predicate<Camera> fits) {
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

    /** By the places of its list and of the changes since, which may count one twice; nothing is counted while somebody waits. */
    private boolean large(long caseId) {
        return jdbc.sql("""
                        select coalesce((select places from work_list where case_id = :case), 0)
                               + coalesce((select sum(places) from work_change where case_id = :case), 0) >= :large
                        """)
                .param("case", caseId)
                .param("large", large)
                .query(Boolean.class)
                .single();
    }

    private void order(long caseId, Predicate<Camera> fits) {
        // before anything is read: a change that commits later keeps its row and has the list made once more
        jdbc.sql("delete from work_change where case_id = ?").param(caseId).update();
        long lastGrade = jdbc.sql("select coalesce(max(id), 0) from grade where case_id = ?")
                .param(caseId)
                .query(Long.class)
                .single();
        List<String> cameras = jdbc.sql("""
                        select distinct c.camera_make || chr(10) || c.camera_model || chr(10) || c.camera_serial as camera
                        from occurrence o join exhibit e on e.id = o.exhibit_id join content c on c.sha256 = o.sha256
                        where e.case_id = ? and (c.camera_model <> '' or c.camera_serial <> '') order by camera
                        """).param(caseId).query(String.class).list();
        List<String> first = fitting(cameras, fits);
        long generation = ordered.write(caseId, first);
        lock(Grades.LOCK, caseId);
        gradedMeanwhile(caseId, generation, lastGrade);
        jdbc.sql("""
                        insert into work_list (case_id, generation, cameras, first, places, media, avoided, graded, remaining)
                        select :case, :generation, :cameras, :first,
                               (select count(*) from occurrence o join exhibit e on e.id = o.exhibit_id
                                where e.case_id = :case), count(*),
                               count(*) filter (where decided and not graded), count(*) filter (where graded),
                               count(*) filter (where not decided and not graded)
                        from work_item where case_id = :case and generation = :generation
                        having exists (select from case_file f where f.id = :case)
                        on conflict (case_id) do update set generation = excluded.generation,
                            cameras = excluded.cameras, first = excluded.first, places = excluded.places, media = excluded.media,
                            avoided = excluded.avoided, graded = excluded.graded, remaining = excluded.remaining,
                            ordered_at = excluded.ordered_at
                        """)
                .param("case", caseId)
                .param("generation", generation)
                .param("cameras", cameras.toArray(String[]::new))
                .param("first", first.toArray(String[]::new))
                .update();
    }

    /** What was graded or taken back while the list was written. Grades of one case are numbered in the order in which they commit. */
    private void gradedMeanwhile(long caseId, long generation, long lastGrade) {
        jdbc.sql("""
                        update work_item w set graded = exists (select from grade_in_force g where g.case_id = :case
                                                                and g.sha256 = w.sha256)
                        where w.case_id = :case and w.generation = :generation and w.sha256 in (
                            select sha256 from grade where case_id = :case and id > :last
                            union select g.sha256 from grade_withdrawal t join grade g on g.id = t.grade_id
                                  where g.case_id = :case)
                        """)
                .param("case", caseId)
                .param("generation", generation)
                .param("last", lastGrade)
                .update();
    }

    private void lock(int what, long caseId) {
        jdbc.sql(LOCK).params(what, Math.toIntExact(caseId)).query(String.class).optional();
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
