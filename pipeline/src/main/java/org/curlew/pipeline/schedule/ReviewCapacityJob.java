package org.curlew.pipeline.schedule;

import org.curlew.triage.reviews.ReviewCapacity;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Tells of reviews that will have no slot, before they lapse. */
@DisallowConcurrentExecution
class ReviewCapacityJob implements Job {

    private final ReviewCapacity capacity;

    ReviewCapacityJob(ReviewCapacity capacity) {
        this.capacity = capacity;
    }

    @Override
    public void execute(JobExecutionContext context) {
        capacity.alert();
    }
}
