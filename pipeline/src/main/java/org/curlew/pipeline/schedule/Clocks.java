package org.curlew.pipeline.schedule;

import java.time.Duration;
import java.util.TimeZone;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.register.Times;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The scheduled work of the application that serves. Quartz keeps it in the database, so that of several nodes one does each
 * run; what was missed in an outage is run once at the next start, and what is due is computed from data, so nothing is
 * skipped.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class Clocks {

    @Bean
    JobDetail obligationsJob() {
        return job("obligations", ObligationsJob.class);
    }

    @Bean
    Trigger obligationsTrigger(JobDetail obligationsJob, @Value("${curlew.schedule.obligations:60s}") Duration every) {
        return trigger(obligationsJob, every);
    }

    @Bean
    JobDetail checkpointJob() {
        return job("ledger-checkpoint", CheckpointJob.class);
    }

    @Bean
    Trigger checkpointTrigger(JobDetail checkpointJob, @Value("${curlew.schedule.checkpoint:1h}") Duration every) {
        return trigger(checkpointJob, every);
    }

    @Bean
    JobDetail capacityJob() {
        return job("capacity", CapacityJob.class);
    }

    @Bean
    Trigger capacityTrigger(JobDetail capacityJob, @Value("${curlew.schedule.capacity:15m}") Duration every) {
        return trigger(capacityJob, every);
    }

    @Bean
    JobDetail disposalJob() {
        return job("disposals", DisposalJob.class);
    }

    @Bean
    Trigger disposalTrigger(JobDetail disposalJob, @Value("${curlew.schedule.disposals:15m}") Duration every) {
        return trigger(disposalJob, every);
    }

    @Bean
    QueueFollower queueFollower(Queue queue, @Value("${curlew.schedule.rerank:1s}") Duration every) {
        return new QueueFollower(queue, every);
    }

    @Bean
    JobDetail nightlyRerankJob() {
        return job("nightly-rerank", NightlyRerankJob.class);
    }

    @Bean
    Trigger nightlyRerankTrigger(
            JobDetail nightlyRerankJob, @Value("${curlew.schedule.nightly-rerank:0 0 3 * * ?}") String times) {
        return trigger(nightlyRerankJob, times);
    }

    @Bean
    JobDetail digestJob() {
        return job("mail-digests", DigestJob.class);
    }

    @Bean
    Trigger digestTrigger(JobDetail digestJob, @Value("${curlew.schedule.mail:30m}") Duration every) {
        return trigger(digestJob, every);
    }

    @Bean
    JobDetail reviewCapacityJob() {
        return job("review-capacity", ReviewCapacityJob.class);
    }

    @Bean
    Trigger reviewCapacityTrigger(
            JobDetail reviewCapacityJob, @Value("${curlew.schedule.review-capacity:0 0 6 * * ?}") String times) {
        return trigger(reviewCapacityJob, times);
    }

    @Bean
    JobDetail victimAlarmsJob() {
        return job("victim-alarms", VictimAlarmsJob.class);
    }

    @Bean
    Trigger victimAlarmsTrigger(
            JobDetail victimAlarmsJob, @Value("${curlew.schedule.victim-alarms:1h}") Duration every) {
        return trigger(victimAlarmsJob, every);
    }

    @Bean
    JobDetail retroMatchJob() {
        return job("retro-match", RetroMatchJob.class);
    }

    @Bean
    Trigger retroMatchTrigger(JobDetail retroMatchJob, @Value("${curlew.schedule.retro-match:60s}") Duration every) {
        return trigger(retroMatchJob, every);
    }

    @Bean
    JobDetail workOrderJob() {
        return job("work-order", WorkOrderJob.class);
    }

    @Bean
    Trigger workOrderTrigger(JobDetail workOrderJob, @Value("${curlew.schedule.work-order:60s}") Duration every) {
        return trigger(workOrderJob, every);
    }

    static JobDetail job(String name, Class<? extends Job> type) {
        return JobBuilder.newJob(type).withIdentity(name).storeDurably().build();
    }

    /** At times of the UK's clock; a run missed in an outage is made up for at once. */
    private static Trigger trigger(JobDetail job, String times) {
        return TriggerBuilder.newTrigger()
                .forJob(job)
                .withIdentity(job.getKey().getName())
                .withSchedule(CronScheduleBuilder.cronSchedule(times)
                        .inTimeZone(TimeZone.getTimeZone(Times.UK))
                        .withMisfireHandlingInstructionFireAndProceed())
                .build();
    }

    static Trigger trigger(JobDetail job, Duration every) {
        return TriggerBuilder.newTrigger()
                .forJob(job)
                .withIdentity(job.getKey().getName())
                .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever(Math.toIntExact(every.toSeconds()))
                        .withMisfireHandlingInstructionNowWithRemainingCount())
                .build();
    }
}
