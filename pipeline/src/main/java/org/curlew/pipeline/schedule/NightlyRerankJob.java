package org.curlew.pipeline.schedule;

import org.curlew.triage.queue.Queue;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Ranks the whole queue again, for what changes by the passing of time alone: age, lapsed plans, deadlines. */
@DisallowConcurrentExecution
class NightlyRerankJob implements Job {

    private final Queue queue;

    NightlyRerankJob(Queue queue) {
        this.queue = queue;
    }

    @Override
    public void execute(JobExecutionContext context) {
        queue.rerankAll("night", "queue");
    }
}
