package org.curlew.pipeline.schedule;

import org.curlew.pipeline.notifications.DigestMailer;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Mails each address one digest of what it has not been told. */
@DisallowConcurrentExecution
class DigestJob implements Job {

    private final DigestMailer mailer;

    DigestJob(DigestMailer mailer) {
        this.mailer = mailer;
    }

    @Override
    public void execute(JobExecutionContext context) {
        mailer.send();
    }
}
