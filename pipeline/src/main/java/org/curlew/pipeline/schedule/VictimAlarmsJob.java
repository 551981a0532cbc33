package org.curlew.pipeline.schedule;

import org.curlew.pipeline.notifications.VictimAlarms;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Tells of children nobody looks for: the force has nobody in the role, or media have no owner. */
@DisallowConcurrentExecution
class VictimAlarmsJob implements Job {

    private final VictimAlarms alarms;

    VictimAlarmsJob(VictimAlarms alarms) {
        this.alarms = alarms;
    }

    @Override
    public void execute(JobExecutionContext context) {
        alarms.tell();
    }
}
