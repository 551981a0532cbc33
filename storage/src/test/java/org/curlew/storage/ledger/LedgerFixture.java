package org.curlew.storage.ledger;

import java.nio.file.Path;
import java.time.Clock;
import org.curlew.storage.database.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A ledger of its own, with a key of its own. */
final class LedgerFixture {

    final TransactionTemplate transactions;
    final JdbcTemplate jdbc;
    final Ledger ledger;
    final LedgerChainer chainer;
    final KeyFileSigner signer;
    final LedgerCheckpoints checkpoints;
    final LedgerExport export;
    final Path secondPlace;

    LedgerFixture(Path folder) throws Exception {
        this(folder, null);
    }

    LedgerFixture(Path folder, TimeStamper timeStamper) throws Exception {
        TestDatabase database = TestDatabase.create();
        transactions = database.transactions();
        jdbc = new JdbcTemplate(database.dataSource());
        ledger = new Ledger(database.dataSource());
        chainer = new LedgerChainer(jdbc, transactions);
        signer = KeyFileSigner.open(folder.resolve("keys"), "Example Police");
        secondPlace = java.nio.file.Files.createDirectories(folder.resolve("second-place"));
        checkpoints =
                new LedgerCheckpoints(jdbc, transactions, chainer, signer, timeStamper, secondPlace, Clock.systemUTC());
        export = new LedgerExport(jdbc, transactions, checkpoints, signer);
    }

    /** Commits acts, one transaction each. */
    void acts(int count) {
        for (int i = 0; i < count; i++) {
            LedgerEntry act = LedgerEntry.of("examiner", "EXHIBIT_VIEWED", ProcessingAct.CONSULTATION)
                    .about("exhibit:ABC/" + i)
                    .with("page", i);
            transactions.executeWithoutResult(status -> ledger.append(act));
        }
    }
}
