package org.curlew.pipeline.schedule;

import java.time.Duration;
import java.util.List;
import org.curlew.pipeline.application.StorageConfiguration;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.storage.capacity.Pools;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Measures the pools, for the history that the forecast is made from, and gives back room that nothing works for. */
@DisallowConcurrentExecution
class CapacityJob implements Job {

    /** Long after any moment between asking what is at work and releasing. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Pools pools;

    private final Acquisitions acquisitions;

    CapacityJob(Pools pools, Acquisitions acquisitions) {
        this.pools = pools;
        this.acquisitions = acquisitions;
    }

    @Override
    public void execute(JobExecutionContext context) {
        List<Long> working = acquisitions.unfinished().stream()
                .map(id -> acquisitions.find(id).exhibitId())
                .toList();
        pools.releaseAbandoned(working, ABANDONED);
        pools.measure(StorageConfiguration.OBJECTS);
    }
}
