package org.curlew.pipeline.application;

import java.time.Duration;
import org.curlew.pipeline.worker.Worker;
import org.curlew.pipeline.worker.WorkerPool;
import org.curlew.pipeline.worker.WorkerSettings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The processes that read hostile input. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {

    @Bean
    WorkerSettings workerSettings(
            @Value("${curlew.worker.processes:0}") int processes,
            @Value("${curlew.worker.silence-limit:120s}") Duration silenceLimit) {
        WorkerSettings standard = WorkerSettings.standard().withStall(silenceLimit);
        return processes > 0 ? standard.withProcesses(processes) : standard;
    }

    @Bean(destroyMethod = "close")
    Worker worker(WorkerSettings settings) {
        return new WorkerPool(settings);
    }

    /** Devices and segments that can be at work at once. */
    @Bean
    Integer workerPoolSize(WorkerSettings settings) {
        return settings.processes();
    }
}
