package org.curlew.pipeline.schedule;

import org.curlew.triage.obligations.Obligations;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Computes what is due and overdue, and tells each person once. */
@DisallowConcurrentExecution
class ObligationsJob implements Job {

    private final Obligations obligations;

    ObligationsJob(Obligations obligations) {
        this.obligations = obligations;
    }

    @Override
    public void execute(JobExecutionContext context) {
        obligations.tick();
    }
}
