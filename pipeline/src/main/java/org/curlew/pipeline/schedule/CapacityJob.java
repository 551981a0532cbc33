package org.curlew.pipeline.schedule;

import org.curlew.pipeline.application.StorageConfiguration;
import org.curlew.storage.capacity.Pools;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Measures the pools, for the history that the forecast is made from. */
@DisallowConcurrentExecution
class CapacityJob implements Job {

    private final Pools pools;

    CapacityJob(Pools pools) {
        this.pools = pools;
    }

    @Override
    public void execute(JobExecutionContext context) {
        pools.measure(StorageConfiguration.OBJECTS);
    }
}
