package org.curlew.pipeline.devices;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Which stage of which acquisition ran, for how long, over how much, and how it ended. */
@Service
public class StageRuns {

    private final JdbcClient jdbc;

    public StageRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One stage of one acquisition.
     *
     * @param state RUNNING, PARTED, DONE, HELD or FAILED
     * @param seconds of the attempt that ended, null while it runs
     */
    public record StageRun(
            String stage, String state, int attempts, Double seconds, long bytes, long files, String reason) {}

    public boolean done(long acquisitionId, String stage) {
        return find(acquisitionId, stage).map(r -> r.state().equals("DONE")).orElse(false);
    }

    public Optional<StageRun> find(long acquisitionId, String stage) {
        return jdbc.sql("""
                        select stage, state, attempts, seconds, bytes, files, reason
                        from stage_run where acquisition_id = ? and stage = ?
                        """).params(acquisitionId, stage).query(StageRun.class).optional();
    }

    public List<StageRun> all(long acquisitionId) {
        return jdbc.sql("""
                        select stage, state, attempts, seconds, bytes, files, reason
                        from stage_run where acquisition_id = ? order by started_at, stage
                        """).params(acquisitionId).query(StageRun.class).list();
    }

    /** An acquisition that waits. */
    public record Waiting(long acquisitionId, long exhibitId) {}

    /** What waits for room in the object store, the longest waiting first: to be admitted, or to store its media. */
    public List<Waiting> heldForRoom() {
        return jdbc.sql("""
                        select a.id as acquisition_id, a.exhibit_id
                        from acquisition a join stage_run s on s.acquisition_id = a.id
                        where a.finished_at is null and s.state = 'HELD' and s.stage in ('admission', 'media-store')
                        order by a.id
                        """).query(Waiting.class).list();
    }

    /** A stage that is done is to be done once more. */
    public void again(long acquisitionId, String stage) {
        jdbc.sql("delete from stage_run where acquisition_id = ? and stage = ?")
                .params(acquisitionId, stage)
                .update();
    }

    /** Notes that parts of the stage are at work; its time goes on until the last of them is done. */
    public void parted(long acquisitionId, String stage) {
        jdbc.sql("update stage_run set state = 'PARTED' where acquisition_id = ? and stage = ?")
                .params(acquisitionId, stage)
                .update();
    }

    /** Notes that an attempt begins, or that a stage whose parts were at work is looked at again. */
    public void begin(long acquisitionId, String stage) {
        jdbc.sql("""
                        insert into stage_run (acquisition_id, stage, state) values (?, ?, 'RUNNING')
                        on conflict (acquisition_id, stage) do update
                        set state = case stage_run.state when 'PARTED' then 'PARTED' else 'RUNNING' end,
                            attempts = stage_run.attempts + case stage_run.state when 'PARTED' then 0 else 1 end,
                            started_at = case stage_run.state when 'PARTED' then stage_run.started_at else now() end,
                            reason = ''
                        """).params(acquisitionId, stage).update();
    }

    /** Ends the attempt; of a stage in parts the time since it began is kept, not that of its last look. */
    public void end(
            long acquisitionId, String stage, String state, double seconds, long bytes, long files, String reason) {
        jdbc.sql("""
                        update stage_run
                        set seconds = case state when 'PARTED' then extract(epoch from clock_timestamp() - started_at)
                                      else ? end,
                            state = ?, finished_at = clock_timestamp(), bytes = ?, files = ?, reason = ?
                        where acquisition_id = ? and stage = ?
                        """)
                .params(seconds, state, bytes, files, reason, acquisitionId, stage)
                .update();
    }
}
