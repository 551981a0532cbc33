package org.curlew.pipeline.retro;

import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Which versions have been compared with the past, and what that found. */
@Service
class RetroStore {

    private final JdbcClient jdbc;

    RetroStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Versions that are done. */
    Set<Long> finished() {
        return Set.copyOf(jdbc.sql("select version_id from retro_match where finished_at is not null")
                .query(Long.class)
                .list());
    }

    void begin(long versionId, Long before) {
        jdbc.sql("""
            insert into retro_match (version_id, before_id) values (?, ?)
            on conflict (version_id) do update set before_id = excluded.before_id, started_at = now()
            """).params(versionId, before).update();
    }

    void finish(long versionId, long changed) {
        jdbc.sql("""
            update retro_match m set changed = ?, finished_at = now(),
                   exhibits = (select count(distinct h.acquisition_id) from retro_hit h
                               where h.version_id = m.version_id),
                   files = (select coalesce(sum(h.places), 0) from retro_hit h where h.version_id = m.version_id)
            where version_id = ?
            """).params(changed, versionId).update();
    }

    void hit(long versionId, long acquisitionId, byte[] sha256, Integer category, String kind) {
        jdbc.sql("""
            insert into retro_hit (version_id, acquisition_id, sha256, category, kind, places)
            values (?, ?, ?, ?, ?, 1)
            on conflict (version_id, acquisition_id, sha256) do update set places = retro_hit.places + 1
            """).params(versionId, acquisitionId, sha256, category, kind).update();
    }

    /**
     * What comparing a version with the past came to.
     *
     * @param changed digests that were new or graded otherwise
     * @param exhibits devices that hold one
     * @param files on them
     */
    record Row(long versionId, long changed, int exhibits, long files) {}

    Row find(long versionId) {
        return jdbc.sql("select version_id, changed, exhibits, files from retro_match where version_id = ?")
                .param(versionId)
                .query(Row.class)
                .single();
    }

    List<Row> all() {
        return jdbc.sql("select version_id, changed, exhibits, files from retro_match order by version_id")
                .query(Row.class)
                .list();
    }
}
