package org.curlew.pipeline.application;

import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.schemes.Schemes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Category schemes, the shipped ones and the force's own, and the hash sets with their indexes in the data folder. */
@Configuration(proxyBeanMethods = false)
class HashSetConfiguration {

    @Bean
    Schemes schemes(DataFolder folder) {
        return new Schemes(folder.folder("schemes"));
    }

    @Bean
    HashSets hashSets(JdbcClient jdbc, TransactionTemplate transactions, Schemes schemes, DataFolder folder) {
        return new HashSets(jdbc, transactions, schemes, folder.folder("hash-sets"));
    }
}
