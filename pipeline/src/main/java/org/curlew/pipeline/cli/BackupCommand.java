package org.curlew.pipeline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.pipeline.application.StorageApplication;
import org.curlew.storage.backup.Backup;
import org.curlew.storage.backup.BackupException;
import org.curlew.storage.backup.BackupReport;
import org.curlew.storage.backup.Gap;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerCheckpoints;
import org.curlew.storage.ledger.LedgerException;
import org.curlew.storage.ledger.LedgerSigner;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.ObjectStoreException;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curlew backup}: everything, as one consistent point, into a folder. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Saves database, objects, keys, hash sets and the ledger's signed head as one point.")
final class BackupCommand implements Callable<Integer> {

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "New folder to write to.")
    private Path out;

    @Option(
            names = "--inventory-only",
            description = "List the objects with their SHA-256 and do not copy them; for a store with its own backup.")
    private boolean inventoryOnly;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        if (!Files.isDirectory(data.folder())) {
            throw new RefusedException(
                    "There is no data folder " + data.folder() + ": name the one to save with --data");
        }
        try (DataFolder folder = DataFolder.open(data.folder());
                StorageApplication storage = StorageApplication.start(folder)) {
            if (inventoryOnly && storage.embeddedObjects()) {
                throw new RefusedException(
                        "--inventory-only is for an object store of your own: the embedded one lies in " + folder.path()
                                + " and would be lost with it; leave the option out");
            }
            Backup backup = new Backup(
                    storage.get(DataSource.class),
                    storage.get(TransactionTemplate.class),
                    storage.get(ObjectStore.class),
                    storage.get(Ledger.class),
                    storage.get(LedgerCheckpoints.class),
                    storage.get(LedgerSigner.class),
                    folder.path(),
                    Clock.systemUTC());
            return report(backup.take(out, System.getProperty("user.name"), !inventoryOnly));
        } catch (BackupException | LedgerException | ObjectStoreException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }

    private int report(BackupReport report) {
        System.out.println("Saved to " + out + ": " + report.rows() + " rows, " + report.objects()
                + (inventoryOnly ? " objects listed (" : " objects (") + report.bytes()
                + " bytes), ledger signed at entry "
                + report.ledgerEntries() + ". The backup holds the keys: keep it as you keep the evidence");
        for (Gap gap : report.gaps()) {
            System.out.println("not whole  " + gap.objectKey() + ": " + gap.reason());
        }
        return report.complete() ? ExitCodes.COMPLETE : ExitCodes.PARTIAL;
    }
}
