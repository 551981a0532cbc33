package org.curlew.pipeline.schedule;

import org.curlew.grading.victims.WorkOrder;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Puts cases in order whose matches or suspects' devices changed outside a device's way, so that no grader waits for it. */
@DisallowConcurrentExecution
class WorkOrderJob implements Job {

    private final WorkOrder order;

    WorkOrderJob(WorkOrder order) {
        this.order = order;
    }

    @Override
    public void execute(JobExecutionContext context) {
        order.putAllInOrder();
    }
}
