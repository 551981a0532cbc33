package org.curlew.pipeline.application;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.curlew.storage.ledger.Accesses;
import org.curlew.storage.ledger.Chronology;
import org.curlew.storage.ledger.Consultations;
import org.curlew.storage.ledger.KeyFileSigner;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerChainer;
import org.curlew.storage.ledger.LedgerCheckpoints;
import org.curlew.storage.ledger.LedgerExport;
import org.curlew.storage.ledger.LedgerSigner;
import org.curlew.storage.ledger.Rfc3161TimeStamper;
import org.curlew.storage.ledger.TimeStamper;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger's chain, its signed checkpoints and its export. The signing key is made on first use, in the data folder. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    @Bean(destroyMethod = "close")
    LedgerChainer ledgerChainer(
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            @Value("${curlew.ledger.chain-every:500ms}") Duration period) {
        LedgerChainer chainer = new LedgerChainer(jdbc, transactions);
        chainer.start(period);
        return chainer;
    }

    @Bean
    @Lazy
    LedgerSigner ledgerSigner(
            DataFolder folder, JdbcTemplate jdbc, @Value("${curlew.force-name:Unnamed force}") String force) {
        return KeyFileSigner.open(
                folder.folder("keys"),
                force,
                () -> Boolean.TRUE.equals(
                        jdbc.queryForObject("select exists (select 1 from ledger_checkpoint)", Boolean.class)));
    }

    @Bean
    @Lazy
    LedgerCheckpoints ledgerCheckpoints(
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            LedgerChainer chainer,
            LedgerSigner signer,
            Clock clock,
            @Value("${curlew.ledger.second-place:}") String secondPlace,
            @Value("${curlew.signing.time-stamp-authority:}") String authority) {
        TimeStamper timeStamper = authority.isEmpty() ? null : new Rfc3161TimeStamper(URI.create(authority));
        return new LedgerCheckpoints(
                jdbc,
                transactions,
                chainer,
                signer,
                timeStamper,
                secondPlace.isEmpty() ? null : Path.of(secondPlace),
                clock);
    }

    @Bean
    @Lazy
    LedgerExport ledgerExport(
            JdbcTemplate jdbc, TransactionTemplate transactions, LedgerCheckpoints checkpoints, LedgerSigner signer) {
        return new LedgerExport(jdbc, transactions, checkpoints, signer);
    }

    @Bean
    Consultations consultations(
            Ledger ledger,
            TransactionTemplate transactions,
            @Value("${curlew.ledger.justification:false}") boolean justification) {
        return new Consultations(ledger, transactions, justification);
    }

    @Bean
    Chronology chronology(JdbcTemplate jdbc, TransactionTemplate transactions) {
        return new Chronology(jdbc, transactions);
    }

    @Bean
    Accesses accesses(JdbcTemplate jdbc) {
        return new Accesses(jdbc);
    }
}
