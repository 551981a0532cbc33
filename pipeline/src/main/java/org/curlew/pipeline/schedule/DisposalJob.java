package org.curlew.pipeline.schedule;

import org.curlew.storage.retention.Disposal;
import org.curlew.storage.retention.Disposals;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what two people approved, and goes on with what broke off. */
@DisallowConcurrentExecution
class DisposalJob implements Job {

    private static final Logger LOG = LoggerFactory.getLogger(DisposalJob.class);

    private final Disposals disposals;

    DisposalJob(Disposals disposals) {
        this.disposals = disposals;
    }

    @Override
    public void execute(JobExecutionContext context) {
        for (Disposal each : disposals.unfinished()) {
            try {
                disposals.carryOut(each.id());
            } catch (RuntimeException e) {
                // the reason is stored with the disposal; one that waits does not stop the others
                LOG.warn("Disposal {} waits: {}", each.id(), e.getMessage());
            }
        }
    }
}
