package org.curlew.pipeline.near;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.curlew.triage.perceptual.PdqResult;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The suggestions of a device, and its contents that are worth a comparison. */
@Service
class NearStore {

    private static final int FETCH_ROWS = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    NearStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** A content to compare. */
    record Candidate(byte[] sha256, byte[] pdq, byte[] turned, int quality, String hashes) {}

    /** A suggestion for one content of a device. */
    record Suggestion(byte[] sha256, Near near) {}

    /**
     * The device's pictures and videos that no illegal and no known-good set holds exactly and that have a hash good enough; one row a
     * content. To be called inside a transaction, so that the rows are streamed.
     */
    void candidates(long acquisitionId, Consumer<Candidate> receiver) {
        try (Stream<Candidate> rows = jdbc
                .sql("""
                    with undecided as (
                        select distinct f.sha256 from file_record f
                        where f.acquisition_id = :id and f.status = 'HASHED' and f.size > 0
                          and (f.mime like 'image/%' or f.mime like 'video/%')
                          and not exists (select from file_hit h where h.acquisition_id = f.acquisition_id
                                          and h.segment = f.segment and h.ordinal = f.ordinal and h.kind <> 'pdq'
                                          and h.role in ('illegal', 'known-good')))
                    select u.sha256, c.pdq, case when c.pdq is null then v.turned else t.hashes end as turned, coalesce(c.pdq_quality, 0) as quality, v.hashes
                    from undecided u join content c on c.sha256 = u.sha256
                    left join content_turned t on t.sha256 = u.sha256
                    left join video_fingerprint v on v.sha256 = u.sha256 and v.frames > 0
                    where c.pdq is not null and c.pdq_quality >= :least or v.hashes is not null
                    order by u.sha256
                    """)
                .param("id", acquisitionId)
                .param("least", PdqResult.LEAST_QUALITY)
                .withFetchSize(FETCH_ROWS)
                .query(Candidate.class)
                .stream()) {
            rows.forEach(receiver);
        }
    }

    /** Puts the suggestions of a device in place of those it had. */
    @Transactional
    public void replace(long acquisitionId, Collection<Suggestion> suggestions) {
        jdbc.sql("delete from near_match where acquisition_id = ?")
                .param(acquisitionId)
                .update();
        jdbc.sql("delete from file_hit where acquisition_id = ? and kind = 'pdq'")
                .param(acquisitionId)
                .update();
        template.batchUpdate(
                """
                insert into near_match (acquisition_id, sha256, set_version_id, set_name, set_version, role, scheme, category,
                                        distance, turn, known_pdq, known_content, frames_alike, frames)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, suggestions.stream().map(s -> row(acquisitionId, s)).toList());
        placesOf(acquisitionId);
    }

    private static Object[] row(long acquisitionId, Suggestion s) {
        Near near = s.near();
        return new Object[] {
            acquisitionId,
            s.sha256(),
            near.setVersionId(),
            near.set(),
            near.version(),
            near.role(),
            near.scheme(),
            near.category(),
            near.distance(),
            near.turn().name(),
            near.known().bytes(),
            near.knownContent(),
            near.framesAlike(),
            near.frames()
        };
    }

    /** Every file of a suggested content, behind its exact hits and without a category: a likeness grades nothing. */
    private void placesOf(long acquisitionId) {
        jdbc.sql("""
            insert into file_hit (acquisition_id, segment, ordinal, rank, set_version_id, set_name, role, scheme,
                                  set_version, category, kind, distance)
            select f.acquisition_id, f.segment, f.ordinal,
                   coalesce((select max(h.rank) + 1 from file_hit h where h.acquisition_id = f.acquisition_id
                             and h.segment = f.segment and h.ordinal = f.ordinal), 0)
                   + row_number() over (partition by f.segment, f.ordinal
                                        order by n.role <> 'illegal', n.distance, n.set_version_id) - 1,
                   n.set_version_id, n.set_name, n.role, n.scheme, n.set_version, null, 'pdq', n.distance
            from near_match n join file_record f on f.acquisition_id = n.acquisition_id and f.sha256 = n.sha256
            where n.acquisition_id = ?
            """).param(acquisitionId).update();
    }

    /** A suggestion at one place of the device. */
    record Place(
            int volume,
            String path,
            String container,
            String sha256,
            String set,
            String version,
            String role,
            int distance,
            String turn,
            String scheme,
            Integer category,
            String knownPdq,
            String knownContent,
            int framesAlike,
            int frames) {}

    /** By volume, path and set; every place of every suggestion. */
    List<Place> places(long acquisitionId) {
        return jdbc.sql("""
            select f.volume, f.path, f.container, encode(f.sha256, 'hex') as sha256, n.set_name as set,
                   n.set_version as version, n.role, n.distance, lower(n.turn) as turn, n.scheme, n.category,
                   encode(n.known_pdq, 'hex') as known_pdq,
                   coalesce(encode(n.known_content, 'hex'), '') as known_content, n.frames_alike, n.frames
            from near_match n join file_record f on f.acquisition_id = n.acquisition_id and f.sha256 = n.sha256
            where n.acquisition_id = ?
            order by f.volume, f.path, f.container, f.address, f.ordinal, n.set_name, n.set_version_id
            """).param(acquisitionId).query(Place.class).list();
    }
}
