package org.curlew.pipeline.application;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The processes that read hostile input. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {

    /** One process serves up to three cores: it reads on one thread and digests on the others. */
    @Bean
    Integer workerPoolSize(@Value("${curlew.worker.processes:0}") int configured) {
        return configured > 0
                ? configured
                : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
