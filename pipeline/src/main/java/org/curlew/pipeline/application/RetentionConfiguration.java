package org.curlew.pipeline.application;

import java.time.Clock;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerSigner;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.retention.DisposalCertificates;
import org.curlew.storage.retention.DisposalWork;
import org.curlew.storage.retention.Disposals;
import org.curlew.storage.retention.ExhibitProperty;
import org.curlew.storage.retention.Retention;
import org.curlew.storage.retention.RetentionRules;
import org.curlew.storage.retention.StoredEvidence;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** How long extracted data is kept, and its disposal by two people. */
@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

    @Bean
    RetentionRules retentionRules() {
        return RetentionRules.shipped();
    }

    @Bean
    Retention retention(
            JdbcClient jdbc, TransactionTemplate transactions, Ledger ledger, RetentionRules rules, Clock clock) {
        return new Retention(jdbc, transactions, ledger, rules, clock);
    }

    @Bean
    ExhibitProperty exhibitProperty(
            JdbcClient jdbc, TransactionTemplate transactions, Ledger ledger, Retention retention) {
        return new ExhibitProperty(jdbc, transactions, ledger, retention);
    }

    @Bean
    @Lazy
    DisposalCertificates disposalCertificates(JdbcTemplate jdbc, RetentionRules rules, LedgerSigner signer) {
        return new DisposalCertificates(jdbc, rules, signer);
    }

    @Bean
    @Lazy
    Disposals disposals(
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Ledger ledger,
            Retention retention,
            StoredEvidence evidence,
            ObjectStore store,
            MediaPacks packs,
            DisposalCertificates certificates,
            Clock clock) {
        DisposalWork work =
                new DisposalWork(jdbc, transactions, ledger, retention, evidence, store, packs, certificates, clock);
        return new Disposals(JdbcClient.create(jdbc), transactions, ledger, retention, work);
    }
}
