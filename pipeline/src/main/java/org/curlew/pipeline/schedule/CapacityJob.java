package org.curlew.pipeline.schedule;

import java.time.Duration;
import java.util.List;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.storage.capacity.CapacityException;
import org.curlew.storage.capacity.CapacityWatch;
import org.curlew.storage.capacity.Pool;
import org.curlew.storage.capacity.PoolMeasures;
import org.curlew.storage.capacity.Pools;
import org.curlew.triage.obligations.StorageAlerts;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the pools, for the history that the forecast is made from, tells who must know that one fills, and gives back
 * room that nothing works for.
 */
@DisallowConcurrentExecution
class CapacityJob implements Job {

    /** Long after any moment between asking what is at work and releasing. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(CapacityJob.class);

    private final Pools pools;

    private final PoolMeasures measures;

    private final Acquisitions acquisitions;

    private final CapacityWatch watch;

    private final StorageAlerts alerts;

    CapacityJob(
            Pools pools, PoolMeasures measures, Acquisitions acquisitions, CapacityWatch watch, StorageAlerts alerts) {
        this.pools = pools;
        this.measures = measures;
        this.acquisitions = acquisitions;
        this.watch = watch;
        this.alerts = alerts;
    }

    @Override
    public void execute(JobExecutionContext context) {
        List<Long> working = acquisitions.unfinished().stream()
                .map(id -> acquisitions.find(id).exhibitId())
                .toList();
        pools.releaseAbandoned(working, ABANDONED);
        for (Pool pool : pools.all()) {
            try {
                measures.measure(pool.name());
                alerts.tell(watch.outlook(pool.name()));
            } catch (CapacityException e) {
                // its last measurement holds, and its page says how old that is
                LOG.warn("{}", e.getMessage());
            }
        }
    }
}
