package org.curlew.pipeline.schedule;

import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.quartz.autoconfigure.SchedulerFactoryBeanCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Quartz's own tables, made from the script in its library where they are not there yet (the script drops what is). */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class QuartzTables {

    private static final String SCRIPT = "org/quartz/impl/jdbcjobstore/tables_postgres.sql";

    @Bean
    SchedulerFactoryBeanCustomizer quartzTablesBeforeTheScheduler(DataSource dataSource) {
        return scheduler -> {
            boolean there = JdbcClient.create(dataSource)
                    .sql("select to_regclass('qrtz_locks') is not null")
                    .query(Boolean.class)
                    .single();
            if (!there) {
                new ResourceDatabasePopulator(new ClassPathResource(SCRIPT)).execute(dataSource);
            }
        };
    }
}
