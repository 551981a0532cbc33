package org.curlew.pipeline.schedule;

import org.curlew.pipeline.force.GradesToVotes;
import org.curlew.pipeline.retro.RetroMatching;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Compares past exhibits with set versions that came into use since the last run: approved on the pages, or made of votes. */
@DisallowConcurrentExecution
class RetroMatchJob implements Job {

    private final GradesToVotes grades;
    private final RetroMatching retro;

    RetroMatchJob(GradesToVotes grades, RetroMatching retro) {
        this.grades = grades;
        this.retro = retro;
    }

    @Override
    public void execute(JobExecutionContext context) {
        grades.refresh();
        retro.run();
    }
}
