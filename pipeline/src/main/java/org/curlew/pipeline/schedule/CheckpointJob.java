package org.curlew.pipeline.schedule;

import org.curlew.storage.ledger.LedgerCheckpoints;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Signs the state of the ledger. */
@DisallowConcurrentExecution
class CheckpointJob implements Job {

    private final LedgerCheckpoints checkpoints;

    CheckpointJob(LedgerCheckpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    @Override
    public void execute(JobExecutionContext context) {
        checkpoints.checkpoint();
    }
}
