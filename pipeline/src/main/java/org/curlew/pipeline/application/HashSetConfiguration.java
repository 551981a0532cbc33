package org.curlew.pipeline.application;

import org.curlew.triage.schemes.Schemes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Category schemes: the shipped ones and those the force keeps in the data folder. */
@Configuration(proxyBeanMethods = false)
class HashSetConfiguration {

    @Bean
    Schemes schemes(DataFolder folder) {
        return new Schemes(folder.folder("schemes"));
    }
}
