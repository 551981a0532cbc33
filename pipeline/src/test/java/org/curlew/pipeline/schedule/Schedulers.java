package org.curlew.pipeline.schedule;

import java.time.Duration;
import java.util.Properties;
import org.curlew.storage.database.TestDatabase;
import org.quartz.Job;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.scheduling.quartz.SpringBeanJobFactory;

/** A scheduler with the application's own Quartz settings, as one node has it. */
final class Schedulers {

    private Schedulers() {}

    static Scheduler node(
            TestDatabase database, ApplicationContext context, String name, Class<? extends Job> type, Duration every)
            throws Exception {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        Properties quartz = new Properties();
        yaml.getObject().forEach((key, value) -> {
            if (key.toString().startsWith("spring.quartz.properties.")) {
                quartz.put(key.toString().substring("spring.quartz.properties.".length()), value.toString());
            }
        });
        SpringBeanJobFactory jobs = new SpringBeanJobFactory();
        jobs.setApplicationContext(context);
        SchedulerFactoryBean factory = new SchedulerFactoryBean();
        factory.setSchedulerName("curlew");
        factory.setQuartzProperties(quartz);
        factory.setDataSource(database.dataSource());
        factory.setTransactionManager(database.transactions().getTransactionManager());
        factory.setJobFactory(jobs);
        factory.setOverwriteExistingJobs(true);
        JobDetail job = Clocks.job(name, type);
        factory.setJobDetails(job);
        factory.setTriggers(Clocks.trigger(job, every));
        new QuartzTables().quartzTablesBeforeTheScheduler(database.dataSource()).customize(factory);
        factory.afterPropertiesSet();
        return factory.getScheduler();
    }
}
