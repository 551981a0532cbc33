package org.curlew.pipeline.stages;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curlew.triage.queue.Acceptance;
import org.curlew.triage.queue.Queue;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Chooses which waiting exhibits the machine starts next, by the order of the queue at this moment. No more are in flight
 * than configured; one held for storage gives its place free and comes again after a pause.
 */
@Service
public class Dispatcher {

    private final JdbcClient jdbc;
    private final Queue queue;
    private final Acceptance acceptance;
    private final int inFlight;

    public Dispatcher(
            JdbcClient jdbc,
            Queue queue,
            Acceptance acceptance,
            @Value("${curlew.routes.in-flight:0}") int inFlight,
            @Value("#{@workerPoolSize}") int workers) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.acceptance = acceptance;
        this.inFlight = inFlight > 0 ? inFlight : Math.max(1, workers);
    }

    private record Waiting(long id, long exhibitId) {}

    private record HeldIntake(long id, long exhibitId, boolean asksAcceptance) {}

    /** Acquisitions to start now, the first in the queue first; none is given twice. */
    @Transactional
    public List<Long> next() {
        long atWork = jdbc.sql(
                        "select count(*) from acquisition where finished_at is null and dispatched_at is not null")
                .query(Long.class)
                .single();
        long places = Math.max(0, inFlight - atWork);
        if (places == 0) {
            return List.of();
        }
        List<Waiting> waiting = jdbc.sql("""
                        select a.id, a.exhibit_id
                        from acquisition a
                        join stage_run intake on intake.acquisition_id = a.id and intake.stage = 'intake'
                             and intake.state = 'DONE'
                        where a.finished_at is null and a.dispatched_at is null
                              and (a.not_before is null or a.not_before <= now())
                        order by a.id
                        for update of a skip locked
                        """).query(Waiting.class).list();
        List<Long> chosen =
                inOrder(waiting).stream().map(Waiting::id).limit(places).toList();
        for (Long id : chosen) {
            jdbc.sql("update acquisition set dispatched_at = now() where id = ?")
                    .param(id)
                    .update();
        }
        return chosen;
    }

    /**
     * Acquisitions that wait at the acceptance gate and whose exhibits may be accepted now, or that waited for room before they
     * were looked at, the longest waiting first. Each is given once and then not for a while, also where it still has to wait.
     */
    @Transactional
    public List<Long> accepted() {
        List<HeldIntake> held = jdbc.sql("""
                        select a.id, a.exhibit_id, a.asks_acceptance
                        from acquisition a
                        join stage_run intake on intake.acquisition_id = a.id and intake.stage = 'intake'
                             and intake.state = 'HELD'
                        where a.finished_at is null
                              and (a.not_before is null or a.not_before <= now())
                        order by a.id limit 100
                        for update of a skip locked
                        """).query(HeldIntake.class).list();
        for (HeldIntake one : held) {
            jdbc.sql("update acquisition set not_before = now() + interval '10 seconds' where id = ?")
                    .param(one.id())
                    .update();
        }
        return held.stream()
                .filter(w -> !w.asksAcceptance()
                        || acceptance.blocking(w.exhibitId()).isEmpty())
                .map(HeldIntake::id)
                .toList();
    }

    private List<Waiting> inOrder(List<Waiting> waiting) {
        if (waiting.size() < 2) {
            return waiting;
        }
        Map<Long, Integer> positions = new HashMap<>();
        queue.list().forEach(r -> positions.put(r.exhibitId(), r.position()));
        return waiting.stream()
                .sorted(Comparator.comparingInt((Waiting w) -> positions.getOrDefault(w.exhibitId(), Integer.MAX_VALUE))
                        .thenComparingLong(Waiting::id))
                .toList();
    }
}
