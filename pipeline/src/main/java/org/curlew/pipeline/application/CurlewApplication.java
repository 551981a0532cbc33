package org.curlew.pipeline.application;

import java.time.Clock;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The application's beans: every service of the four modules, found by their packages. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan("org.curlew")
public class CurlewApplication {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
