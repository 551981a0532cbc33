package org.curlew.pipeline.devices;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.worker.Worker.Gap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Counts over what was found; every count is of one acquisition, as it stands in the database. */
@Service
public class DeviceTotals {

    private final JdbcClient jdbc;

    public DeviceTotals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Files found, in files; bytesHashed in bytes. */
    public record Files(
            long found,
            long allocated,
            long deleted,
            long hashed,
            long unreadable,
            long skipped,
            long inArchives,
            long bytesHashed) {}

    /** Pictures and videos found, and how many of them are different content. */
    public record Media(long pictures, long videos, long distinct) {}

    /** Hits of one set version in one category; category null where the set gives none. */
    public record Hits(long setVersionId, Integer category, boolean near, long files) {}

    public Files files(long acquisitionId) {
        return jdbc.sql("""
                        select count(*) as found,
                               count(*) filter (where allocated) as allocated,
                               count(*) filter (where deleted) as deleted,
                               count(*) filter (where status = 'HASHED') as hashed,
                               count(*) filter (where status = 'UNREADABLE') as unreadable,
                               count(*) filter (where status = 'SKIPPED') as skipped,
                               count(*) filter (where container <> '') as in_archives,
                               coalesce(sum(size) filter (where status = 'HASHED'), 0) as bytes_hashed
                        from file_record where acquisition_id = ?
                        """).params(acquisitionId).query(Files.class).single();
    }

    public Media media(long acquisitionId) {
        return jdbc.sql("""
                        select count(*) filter (where mime like 'image/%') as pictures,
                               count(*) filter (where mime like 'video/%') as videos,
                               count(distinct sha256) as distinct
                        from file_record
                        where acquisition_id = ? and status = 'HASHED' and size > 0
                              and (mime like 'image/%' or mime like 'video/%')
                        """).params(acquisitionId).query(Media.class).single();
    }

    /** Files that may hold pictures and are not opened, in files by kind; kinds that do not occur are left out. */
    public Map<Unopened, Long> unopened(long acquisitionId) {
        Map<Unopened, Long> counts = new EnumMap<>(Unopened.class);
        jdbc.sql("""
                        select kind, count(*) as files from (
                            select case when mime <> 'application/octet-stream' then mime
                                        when path ~* '/thumbcache_[^/]*[.]db$' then 'thumbnails'
                                        else substring(lower(path) from '[.]([a-z0-9]+)$') end as kind
                            from file_record where acquisition_id = :id and status = 'HASHED' and size > 0
                        ) f where kind = any(:kinds) group by kind
                        """)
                .param("id", acquisitionId)
                .param("kinds", Unopened.names())
                .query(row -> {
                    counts.merge(Unopened.of(row.getString("kind")), row.getLong("files"), Long::sum);
                });
        return counts;
    }

    public List<Hits> hits(long acquisitionId) {
        return jdbc.sql("""
                        select set_version_id, category, kind = 'pdq' as near, count(*) as files
                        from file_hit where acquisition_id = ? group by 1, 2, 3 order by 1, 2, 3
                        """).params(acquisitionId).query(Hits.class).list();
    }

    /**
     * Every gap: those of the device first, then by segment in the order found, then each file that could not be read, by
     * volume and path.
     */
    public List<Gap> gaps(long acquisitionId) {
        return jdbc.sql("""
                        select kind, path, byte_offset, length, reason from (
                            select segment, ordinal, kind, path, byte_offset, length, reason
                            from gap where acquisition_id = :id
                            union all
                            select 1000000 + volume, row_number() over (order by volume, path, address, ordinal),
                                   'UNREADABLE_FILE', path, 0, size, reason
                            from file_record where acquisition_id = :id and status = 'UNREADABLE'
                        ) g order by segment, ordinal
                        """)
                .param("id", acquisitionId)
                .query((row, n) -> new Gap(
                        row.getString("kind"),
                        row.getString("path"),
                        row.getLong("byte_offset"),
                        row.getLong("length"),
                        row.getString("reason")))
                .list();
    }

    /**
     * Number of gaps that leave the device partly unscreened. Space outside file systems that no rule searches is stated in
     * the certificate and does not count here.
     */
    public long gapsThatCount(long acquisitionId) {
        return jdbc.sql("""
                        select (select count(*) from gap where acquisition_id = :id and kind <> 'UNALLOCATED')
                             + (select count(*) from file_record where acquisition_id = :id and status = 'UNREADABLE')
                        """).param("id", acquisitionId).query(Long.class).single();
    }
}
