package org.curlew.pipeline.application;

import java.time.Duration;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.artemis.autoconfigure.ArtemisConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How the embedded broker delivers again: with growing pauses, long enough to outlive a database or an object store that is
 * gone for half a minute, then into the dead-letter queue. A broker of the force's own is set likewise (docs/operations.md).
 */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {

    private static final double GROWTH = 2.0;

    @Bean
    ArtemisConfigurationCustomizer redelivery(
            @Value("${curlew.routes.attempts:7}") int attempts,
            @Value("${curlew.routes.first-delay:1s}") Duration firstDelay) {
        return broker -> {
            broker.addAddressSetting(
                    "curlew.#",
                    new AddressSettings()
                            .setDeadLetterAddress(SimpleString.of("curlew.dead"))
                            .setMaxDeliveryAttempts(attempts)
                            .setRedeliveryDelay(firstDelay.toMillis())
                            .setRedeliveryMultiplier(GROWTH)
                            .setMaxRedeliveryDelay(Duration.ofSeconds(30).toMillis()));
            broker.setJournalDatasync(false);
            broker.setMessageCounterEnabled(false);
        };
    }
}
