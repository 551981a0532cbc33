package org.curlew.grading.sessions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.curlew.grading.media.Camera;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

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
            where not exists (select from grade_in_force g where g.case_id = :case and g.sha256 = i.sha256)
              and not exists (select from occurrence o join exhibit e on e.id = o.exhibit_id
                              where e.case_id = :case and o.sha256 = i.sha256
                                and o.match_role in ('illegal', 'known-good') and o.match_kind <> 'pdq')
            """;

    /** The media of an exhibit {@code e} that need eyes and stand on no list, as far as a page needs them; %s narrows the places. */
    private static final String UNLISTED = """
            select distinct o.sha256 from occurrence o
            where o.exhibit_id = e.id %s
              and not exists (select from grade_in_force g where g.case_id = :case and g.sha256 = o.sha256)
              and not exists (select from occurrence d join exhibit de on de.id = d.exhibit_id
                              where de.case_id = :case and d.sha256 = o.sha256
                                and d.match_role in ('illegal', 'known-good') and d.match_kind <> 'pdq')
              and not exists (select from work_item w where w.case_id = :case and w.sha256 = o.sha256
                              and w.generation = (select generation from work_list where case_id = :case))
            order by o.sha256 limit :limit
            """;

    /** So many places are put in order within about a third of a second. */
    private static final int LARGE = 10_000;

    private static final String COUNTS = """
            select i.case_id, count(*) filter (where not i.decided and g.sha256 is null) as "left",
                   count(*) filter (where i.decided and g.sha256 is null) as avoided,
                   count(g.sha256) as graded, count(*) as "all"
            from (select e.case_id, o.sha256,
                         coalesce(bool_or(o.match_role in ('illegal', 'known-good') and o.match_kind <> 'pdq'),
                                  false) as decided
                  from occurrence o join exhibit e on e.id = o.exhibit_id
                  where e.case_id = any(:cases) group by e.case_id, o.sha256) i
            left join (select distinct case_id, sha256 from grade_in_force where case_id = any(:cases)) g
                on g.case_id = i.case_id and g.sha256 = i.sha256
            group by i.case_id
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final WorkOrdering ordering;

    @Autowired
    public WorkList(JdbcClient jdbc, TransactionTemplate transactions) {
        this(jdbc, transactions, LARGE);
    }

    /** @param large places from which a case is put in order by {@link #putInOrder} alone */
    WorkList(JdbcClient jdbc, TransactionTemplate transactions, int large) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ordering = new WorkOrdering(jdbc, transactions, large);
    }

    /**
     * A media to look at.
     *
     * @param near it resembles a media of an illegal set
     * @param first it names one of the cameras that were asked for first
     * @param series the series that a set or a grader names, null for none
     * @param exhibit reference of the exhibit where it stands in the list
     * @param folder its folder there, with a slash at the end
     */
    public record Item(
            String sha256,
            String md5,
            long size,
            String mime,
            boolean near,
            boolean first,
            String series,
            String exhibit,
            String folder) {}

    /**
     * The next media without a grade in the case: near matches of illegal sets first, then by series and folder, the folders that hold
     * most of what is known before others.
     *
     * @param exhibitId null for all exhibits of the case
     */
    public List<Item> ungraded(long caseId, Long exhibitId, int limit) {
        return ungraded(caseId, exhibitId, limit, _ -> false);
    }

    /**
     * The same, with the media that name a camera of that kind right behind the near matches. While a large case waits to be put in order
     * this is its last order, with the media that came since at the end.
     */
    public List<Item> ungraded(long caseId, Long exhibitId, int limit, Predicate<Camera> first) {
        boolean current = ordering.current(caseId, first);
        List<Item> items = new ArrayList<>(listed(caseId, exhibitId, limit, current));
        if (!current && items.size() < limit) {
            items.addAll(unlisted(caseId, exhibitId, limit - items.size()));
        }
        return items;
    }

    /**
     * Makes the order of a case anew where it is out of date, however large the case; nobody who reads or grades waits for it. Within a
     * transaction that records a device, the device's media and their places in the order appear in one step.
     */
    public void putInOrder(long caseId, Predicate<Camera> first) {
        ordering.putInOrder(caseId, first);
    }

    /** Cases whose order is out of date. */
    public List<Long> outOfOrder() {
        return ordering.waiting();
    }

    private List<Item> listed(long caseId, Long exhibitId, int limit, boolean current) {
        return jdbc.sql("""
                        select c.sha256, c.md5, c.size, c.mime, w.near, w.first, w.series, w.exhibit, w.folder
                        from work_item w join content c on c.sha256 = w.sha256
                        where w.case_id = :case and not w.decided and not w.graded
                          and w.generation = (select generation from work_list where case_id = :case)
                          and (:current or exists (
                              select from occurrence o join exhibit e on e.id = o.exhibit_id
                              where e.case_id = :case and o.sha256 = w.sha256))
                          and (cast(:exhibit as bigint) is null or exists (
                              select from occurrence o where o.exhibit_id = :exhibit and o.sha256 = w.sha256))
                        order by w.position limit :limit
                        """)
                .param("case", caseId)
                .param("current", current)
                .param("exhibit", exhibitId)
                .param("limit", limit)
                .query(WorkList::item)
                .list();
    }

    /**
     * The media that no list holds yet, those that resemble first. Exhibit by exhibit in the order of an index, so that a page is there at
     * once however large the exhibit: their own order is the machine's to make.
     */
    private List<Item> unlisted(long caseId, Long exhibitId, int limit) {
        return jdbc.sql("""
                        with waiting as (
                            (select true as near, e.reference as exhibit, w.sha256 from exhibit e cross join lateral ("""
                        + UNLISTED.formatted("and o.match_role = 'illegal' and o.match_kind = 'pdq'") + """
                            ) w where e.case_id = :case and (cast(:exhibit as bigint) is null or e.id = :exhibit))
                            union all
                            (select false, e.reference, w.sha256 from exhibit e cross join lateral ("""
                        + UNLISTED.formatted("") + """
                            ) w where e.case_id = :case and (cast(:exhibit as bigint) is null or e.id = :exhibit))),
                        page as (
                            select distinct on (sha256) sha256, near, exhibit from waiting
                            order by sha256, near desc, exhibit collate "C")
                        select c.sha256, c.md5, c.size, c.mime, n.near, false as first, null as series, n.exhibit,
                               (select\s""" + OrderedItems.FOLDER + """
                                 from occurrence o join exhibit e on e.id = o.exhibit_id
                                 where e.case_id = :case and e.reference = n.exhibit and o.sha256 = n.sha256
                                 order by o.path collate "C" limit 1) as folder
                        from (select * from page order by near desc, exhibit collate "C", sha256 limit :limit) n
                        join content c on c.sha256 = n.sha256
                        order by n.near desc, n.exhibit collate "C", n.sha256
                        """)
                .param("case", caseId)
                .param("exhibit", exhibitId)
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

    private static final Progress NOTHING = new Progress(0, 0, 0, 0);

    /** All nothing for a case that there is not. A large case that waits to be put in order is counted row by row. */
    public Progress progress(long caseId) {
        if (!ordering.current(caseId)) {
            return counted(List.of(caseId), Progress.class).stream().findFirst().orElse(NOTHING);
        }
        return kept(caseId).orElse(NOTHING);
    }

    /**
     * The same at once however large the case. While a large one waits to be put in order these are the counts of its last order with
     * what was graded since; empty where there is none yet.
     */
    public Optional<Progress> known(long caseId) {
        ordering.current(caseId);
        return kept(caseId);
    }

    private Optional<Progress> kept(long caseId) {
        return jdbc.sql("""
                        select media as "all", avoided, graded, remaining as "left" from work_list where case_id = ?
                        """).param(caseId).query(Progress.class).optional();
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

    /** The counts of every case that has media: those of its list, and of places where the list is not that of now. */
    public List<Counts> counts() {
        List<Counts> counts = new ArrayList<>(counted(ordering.waiting(), Counts.class));
        Set<Long> counted = counts.stream().map(Counts::caseId).collect(Collectors.toSet());
        jdbc.sql("""
                        select case_id, remaining as "left", avoided, graded, media as "all" from work_list where media > 0
                        """).query(Counts.class).list().stream()
                .filter(c -> !counted.contains(c.caseId()))
                .forEach(counts::add);
        return counts;
    }

    private <T> List<T> counted(List<Long> cases, Class<T> type) {
        if (cases.isEmpty()) {
            return List.of();
        }
        return transactions.execute(_ -> {
            jdbc.sql(OrderedItems.MEMORY).update();
            return jdbc.sql(COUNTS)
                    .param("cases", cases.toArray(Long[]::new))
                    .query(type)
                    .list();
        });
    }

    private static Item item(ResultSet row, int number) throws SQLException {
        HexFormat hex = HexFormat.of();
        return new Item(
                hex.formatHex(row.getBytes("sha256")),
                hex.formatHex(row.getBytes("md5")),
                row.getLong("size"),
                row.getString("mime"),
                row.getBoolean("near"),
                row.getBoolean("first"),
                row.getString("series"),
                row.getString("exhibit"),
                row.getString("folder"));
    }
}
