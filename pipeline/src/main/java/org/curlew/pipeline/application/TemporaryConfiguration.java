package org.curlew.pipeline.application;

import java.util.Set;
import org.curlew.triage.queue.OverdueSuspects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** x */
@Configuration(proxyBeanMethods = false)
class TemporaryConfiguration {
    @Bean
    OverdueSuspects overdueSuspects() {
        return now -> Set.of();
    }
}
