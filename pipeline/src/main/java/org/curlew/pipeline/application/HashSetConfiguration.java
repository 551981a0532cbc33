package org.curlew.pipeline.application;

import java.io.IOException;
import java.time.Clock;
import org.curlew.pipeline.hashsets.HashSetEntries;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.hashsets.Exchange;
import org.curlew.triage.hashsets.ForceSet;
import org.curlew.triage.hashsets.ForceVotes;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.index.ExhibitDigests;
import org.curlew.triage.schemes.SchemeConfirmations;
import org.curlew.triage.schemes.Schemes;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Category schemes, the shipped ones and the force's own, and the hash sets with their indexes in the data folder. */
@Configuration(proxyBeanMethods = false)
class HashSetConfiguration {

    @Bean
    SchemeConfirmations schemeConfirmations(JdbcClient jdbc, Ledger ledger, Clock clock) {
        return new SchemeConfirmations(jdbc, ledger, clock);
    }

    @Bean
    Schemes schemes(DataFolder folder, SchemeConfirmations confirmations) {
        return new Schemes(folder.folder("schemes"), confirmations);
    }

    @Bean
    HashSets hashSets(
            JdbcClient jdbc, TransactionTemplate transactions, Schemes schemes, Ledger ledger, DataFolder folder) {
        return new HashSets(
                jdbc, transactions, schemes, new HashSetEntries(ledger)::imported, folder.folder("hash-sets"));
    }

    @Bean
    ExhibitDigests exhibitDigests(DataFolder folder) throws IOException {
        return new ExhibitDigests(folder.folder("exhibit-digests"));
    }

    @Bean
    ForceVotes forceVotes(JdbcClient jdbc, Schemes schemes) {
        return new ForceVotes(jdbc, schemes);
    }

    @Bean
    ForceSet forceSet(HashSets sets, ForceVotes votes, Schemes schemes) {
        return new ForceSet(sets, votes, schemes);
    }

    @Bean
    Exchange exchange(HashSets sets, ForceVotes votes, @Value("${curlew.force-name:Unnamed force}") String force) {
        return new Exchange(sets, votes, force);
    }
}
