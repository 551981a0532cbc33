package org.curlew.pipeline.devices;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.curlew.pipeline.devices.DeviceFiles.Hit;
import org.curlew.triage.hashsets.ForceSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Hits that come after a device was matched: a set that grew holds one of its files. */
@Service
public class LateHits {

    private static final int FETCH_ROWS = 5000;

    private final JdbcClient jdbc;

    public LateHits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Digests of a file; null where one is not known. */
    public record Digests(int segment, long ordinal, byte[] md5, byte[] sha1, byte[] sha256) {}

    /** Acquisitions whose files have been matched. */
    public List<Long> matched() {
        return jdbc.sql("select acquisition_id from stage_run where stage = 'matching' and state = 'DONE' order by 1")
                .query(Long.class)
                .list();
    }

    /** Every hashed file of a device; to be called inside a transaction, so that the rows are streamed. */
    public void all(long acquisitionId, Consumer<Digests> receiver) {
        try (Stream<Digests> rows =
                jdbc.sql("""
                    select segment, ordinal, md5, sha1, sha256 from file_record
                    where acquisition_id = ? and status = 'HASHED'
                    """).param(acquisitionId).withFetchSize(FETCH_ROWS).query(Digests.class).stream()) {
            rows.forEach(receiver);
        }
    }

    /** The files of a device that have one of these digests; reads the device's rows once. */
    public List<Digests> having(
            long acquisitionId, Collection<byte[]> md5, Collection<byte[]> sha1, Collection<byte[]> sha256) {
        return jdbc.sql("""
            select segment, ordinal, md5, sha1, sha256 from file_record
            where acquisition_id = ? and status = 'HASHED'
              and (md5 = any(?) or sha1 = any(?) or sha256 = any(?))
            order by segment, ordinal
            """)
                .params(
                        acquisitionId,
                        md5.toArray(byte[][]::new),
                        sha1.toArray(byte[][]::new),
                        sha256.toArray(byte[][]::new))
                .query(Digests.class)
                .list();
    }

    /**
     * Stores a file's hit of a later version. It takes the place of the hit that an earlier version of the same set had there; an
     * illegal set's goes before the others, but the force's own behind an illegal set of others: that one says whose victim it is.
     *
     * @param earlier versions of the same set
     * @return false where the file already has a hit of this version
     */
    public boolean add(long acquisitionId, Digests file, Hit hit, Collection<Long> earlier) {
        Object[] place = {acquisitionId, file.segment(), file.ordinal()};
        boolean there = jdbc.sql("""
            select exists (select from file_hit where acquisition_id = ? and segment = ? and ordinal = ?
                           and kind <> 'pdq' and set_version_id = ?
                           and category is not distinct from ?::int)
            """)
                .params(acquisitionId, file.segment(), file.ordinal(), hit.setVersionId(), hit.category())
                .query(Boolean.class)
                .single();
        if (there) {
            return false;
        }
        // A likeness to the same set has become a match, and an earlier version's word is superseded.
        jdbc.sql("""
            delete from file_hit where acquisition_id = ? and segment = ? and ordinal = ?
              and (set_version_id = any(?) or kind = 'pdq' and set_version_id = ?)
            """)
                .params(acquisitionId, file.segment(), file.ordinal(), earlier.toArray(Long[]::new), hit.setVersionId())
                .update();
        boolean first =
                hit.role().equals("illegal") && !(ForceSet.named(hit.setName()) && knownToOthers(acquisitionId, file));
        if (first) {
            // Through negative numbers, since two rows must not have the same rank in between.
            jdbc.sql("update file_hit set rank = -rank - 1 where acquisition_id = ? and segment = ? and ordinal = ?")
                    .params(place)
                    .update();
            jdbc.sql("""
                update file_hit set rank = -rank
                where acquisition_id = ? and segment = ? and ordinal = ? and rank < 0
                """).params(place).update();
        }
        jdbc.sql("""
            insert into file_hit (acquisition_id, segment, ordinal, rank, set_version_id, set_name, role, scheme,
                                  set_version, category, kind, victim_identified, offender_identified,
                                  distributed, series)
            select :id, :segment, :ordinal,
                   case when :first then 0 else (select coalesce(max(rank) + 1, 0) from file_hit
                        where acquisition_id = :id and segment = :segment and ordinal = :ordinal) end,
                   :setVersion, :set, :role, :scheme, :version, :category, :kind, :victim, :offender,
                   :distributed, :series
            """)
                .param("id", acquisitionId)
                .param("segment", file.segment())
                .param("ordinal", file.ordinal())
                .param("first", first)
                .param("setVersion", hit.setVersionId())
                .param("set", hit.setName())
                .param("role", hit.role())
                .param("scheme", hit.scheme())
                .param("version", hit.version())
                .param("category", hit.category(), java.sql.Types.INTEGER)
                .param("kind", hit.kind())
                .param("victim", hit.victimIdentified())
                .param("offender", hit.offenderIdentified())
                .param("distributed", hit.distributed())
                .param("series", hit.series())
                .update();
        return true;
    }

    private boolean knownToOthers(long acquisitionId, Digests file) {
        return jdbc.sql("""
            select exists (select from file_hit where acquisition_id = ? and segment = ? and ordinal = ?
                           and role = 'illegal' and kind <> 'pdq' and set_name !~ ?)
            """)
                .params(acquisitionId, file.segment(), file.ordinal(), ForceSet.NAMES)
                .query(Boolean.class)
                .single();
    }

    /** Counts a later version among those the device was compared with. */
    public void compared(long acquisitionId, long versionId) {
        jdbc.sql("""
            update acquisition set hash_set_versions = hash_set_versions || ?::bigint
            where id = ? and not ?::bigint = any(hash_set_versions)
            """).params(versionId, acquisitionId, versionId).update();
    }

    /** Whether no later acquisition of the same exhibit was matched. */
    public boolean newest(Acquisition acquisition) {
        return jdbc.sql("""
            select not exists (select from acquisition a join stage_run s on s.acquisition_id = a.id
                               and s.stage = 'media-store' and s.state = 'DONE'
                               where a.exhibit_id = ? and a.id > ?)
            """)
                .params(acquisition.exhibitId(), acquisition.id())
                .query(Boolean.class)
                .single();
    }
}
