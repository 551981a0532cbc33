package org.curlew.grading.media;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.curlew.storage.database.CopyRows;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the distinct media of all exhibits and where each was found; the owner of both tables. */
@Service
public class Media {

    private static final int FETCH_ROWS = 1_000;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    public Media(DataSource dataSource, TransactionTemplate transactions) {
        this.template = new JdbcTemplate(dataSource);
        this.jdbc = JdbcClient.create(template);
        this.transactions = transactions;
    }

    /** What {@link #record} kept. */
    public record Recorded(long occurrences, long distinct, long firstSeen) {}

    /**
     * Records what was found on the exhibit, in place of anything recorded for it before, as one transaction (the
     * caller's, where one is open). Content that another exhibit already brought is not stored again.
     *
     * @param found consumed once; memory does not grow with its length
     */
    public Recorded record(long exhibitId, Iterator<FoundMedia> found) {
        return transactions.execute(_ -> {
            jdbc.sql("drop table if exists found_media").update();
            jdbc.sql("""
                    create temporary table found_media (like occurrence, md5 bytea, sha1 bytea, size bigint, mime text,
                        camera_make text, camera_model text, camera_serial text, camera_taken text, pdq bytea,
                        pdq_quality smallint)
                    on commit drop
                    """).update();
            long rows = copy(exhibitId, found);
            jdbc.sql("analyze found_media").update();
            long firstSeen = jdbc.sql("""
                    insert into content (sha256, md5, sha1, size, mime, camera_make, camera_model, camera_serial,
                        camera_taken, pdq, pdq_quality)
                    select distinct on (sha256) sha256, md5, sha1, size, mime, camera_make, camera_model, camera_serial,
                        camera_taken, pdq, pdq_quality
                    from found_media order by sha256, pdq nulls last
                    on conflict (sha256) do nothing
                    """).update();
            fillFingerprints();
            jdbc.sql("delete from occurrence where exhibit_id = ?")
                    .param(exhibitId)
                    .update();
            jdbc.sql("""
                    insert into occurrence (exhibit_id, sha256, volume, path, container, created, modified, accessed,
                        changed, allocated, deleted, orphan, match_set, match_version, match_role, match_scheme,
                        match_category, match_kind, victim_identified, offender_identified, distributed, series)
                    select exhibit_id, sha256, volume, path, container, created, modified, accessed, changed,
                        allocated, deleted, orphan, match_set, match_version, match_role, match_scheme, match_category,
                        match_kind, victim_identified, offender_identified, distributed, series
                    from found_media
                    """).update();
            long distinct = jdbc.sql("select count(distinct sha256) from found_media")
                    .query(Long.class)
                    .single();
            return new Recorded(rows, distinct, firstSeen);
        });
    }

    public Recorded record(long exhibitId, Stream<FoundMedia> found) {
        try (found) {
            return record(exhibitId, found.iterator());
        }
    }

    /**
     * Reads the exhibit's media ordered by MD5 (then SHA-256, volume, container and path), one at a time.
     *
     * @param reader is given an iterator that is valid during the call only
     */
    public <R> R forExhibit(long exhibitId, Function<Iterator<ExhibitMedia>, R> reader) {
        return stream("o.exhibit_id = ?", exhibitId, reader);
    }

    /**
     * Reads media of all exhibits of the case in the same order; the places of one content come by exhibit.
     *
     * @param table of the caller's transaction; only contents whose {@code sha256} it holds are read
     */
    public <R> R forCase(long caseId, String table, Function<Iterator<ExhibitMedia>, R> reader) {
        return stream("e.case_id = ? and o.sha256 in (select sha256 from " + table + ")", caseId, reader);
    }

    private <R> R stream(String where, long id, Function<Iterator<ExhibitMedia>, R> reader) {
        String sql = """
                select c.*, o.*, e.reference as exhibit_reference
                from occurrence o join content c on c.sha256 = o.sha256 join exhibit e on e.id = o.exhibit_id
                where %s
                order by c.md5, c.sha256, e.reference collate "C", o.volume, o.container collate "C",
                    o.path collate "C", o.created
                """.formatted(where);
        return transactions.execute(_ -> {
            try (Stream<MediaGroups.Row> rows =
                    jdbc.sql(sql).param(id).withFetchSize(FETCH_ROWS).query(MediaRows::row).stream()) {
                return reader.apply(new MediaGroups(rows.iterator()));
            }
        });
    }

    /** Places and distinct content on the exhibit. */
    public Counts count(long exhibitId) {
        return jdbc.sql("""
                        select count(*) as occurrences, count(distinct o.sha256) as distinct_content,
                               count(distinct c.md5) as distinct_md5,
                               count(distinct o.sha256) filter (where c.mime like 'video/%') as distinct_videos
                        from occurrence o join content c on c.sha256 = o.sha256
                        where o.exhibit_id = ?
                        """).param(exhibitId).query(Counts.class).single();
    }

    /** How many places, distinct media (by SHA-256, by MD5) and, among those, videos an exhibit has. */
    public record Counts(long occurrences, long distinctContent, long distinctMd5, long distinctVideos) {}

    /** Media of the exhibit that illegal sets of one scheme categorise, by MD5 as exports count them. */
    public record Precategorized(String scheme, long media) {}

    /** One row a scheme, in the order of the names; none where no illegal set matched exactly. */
    public List<Precategorized> precategorized(long exhibitId) {
        return jdbc.sql("""
                        select o.match_scheme as scheme, count(distinct c.md5) as media
                        from occurrence o join content c on c.sha256 = o.sha256
                        where o.exhibit_id = ? and o.match_role = 'illegal' and o.match_kind <> 'pdq'
                          and o.match_category is not null and o.match_scheme is not null
                        group by o.match_scheme order by o.match_scheme collate "C"
                        """).param(exhibitId).query(Precategorized.class).list();
    }

    /**
     * Stores what looking at pictures gave, in one transaction; the first PDQ of a content stays. Contents that are not
     * recorded are left out.
     */
    public void fingerprinted(List<PictureFingerprint> pictures) {
        // Always in the same order: two devices that hold the same pictures would lock each other out.
        List<PictureFingerprint> ordered = pictures.stream()
                .sorted(Comparator.comparing(PictureFingerprint::sha256))
                .toList();
        List<Object[]> rows = ordered.stream()
                .map(p -> new Object[] {p.pdq(), p.quality(), p.status().replace('\0', '\u2400'), p.sha256()})
                .toList();
        List<Object[]> turned = ordered.stream()
                .filter(p -> p.turned() != null)
                .map(p -> new Object[] {p.turned(), p.sha256(), p.pdq()})
                .toList();
        transactions.executeWithoutResult(_ -> {
            template.batchUpdate("""
                    update content set pdq = decode(?, 'hex'), pdq_quality = ?, pdq_status = ?
                    where sha256 = decode(?, 'hex') and pdq is null
                    """, rows, new int[] {Types.VARCHAR, Types.SMALLINT, Types.VARCHAR, Types.VARCHAR});
            // Of the PDQ that stays, which may be another decoder's.
            template.batchUpdate("""
                    insert into content_turned (sha256, hashes)
                    select sha256, decode(?, 'hex') from content
                    where sha256 = decode(?, 'hex') and pdq = decode(?, 'hex')
                    on conflict (sha256) do nothing
                    """, turned, new int[] {Types.VARCHAR, Types.VARCHAR, Types.VARCHAR});
        });
    }

    // A later release may compute a fingerprint that an earlier one could not; the first good one stays.
    private void fillFingerprints() {
        jdbc.sql("""
                update content c set pdq = f.pdq, pdq_quality = f.pdq_quality
                from (select distinct on (sha256) sha256, pdq, pdq_quality from found_media
                      where pdq is not null order by sha256, pdq) f
                where c.sha256 = f.sha256 and c.pdq is null
                """).update();
    }

    private long copy(long exhibitId, Iterator<FoundMedia> found) {
        ConnectionCallback<Long> load = connection -> {
            long count = 0;
            try (CopyRows rows = new CopyRows(connection, "copy found_media from stdin (format binary)")) {
                for (; found.hasNext(); count++) {
                    MediaRows.fill(rows, exhibitId, found.next());
                }
                rows.end();
                return count;
            } catch (IOException e) {
                throw new SQLException("the media of exhibit " + exhibitId + " could not be loaded", e);
            }
        };
        return template.execute(load);
    }
}
