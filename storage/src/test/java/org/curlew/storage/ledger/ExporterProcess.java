package org.curlew.storage.ledger;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Chains and exports in a process of its own, so that a test can bound its memory. Prints the entries. */
final class ExporterProcess {

    private ExporterProcess() {}

    /** @param arguments the database's address, its user, the folder of keys, the folder of the export */
    public static void main(String[] arguments) {
        DriverManagerDataSource database = new DriverManagerDataSource(arguments[0], arguments[1], "");
        JdbcTemplate jdbc = new JdbcTemplate(database);
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        KeyFileSigner signer = KeyFileSigner.open(Path.of(arguments[2]), "Example Police");
        LedgerCheckpoints checkpoints = new LedgerCheckpoints(
                jdbc, transactions, new LedgerChainer(jdbc, transactions), signer, null, null, Clock.systemUTC());
        System.out.println(new LedgerExport(jdbc, transactions, checkpoints, signer).export(Path.of(arguments[3])));
    }
}
