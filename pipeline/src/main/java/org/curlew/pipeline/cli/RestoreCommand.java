package org.curlew.pipeline.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.pipeline.application.StorageApplication;
import org.curlew.storage.backup.BackupException;
import org.curlew.storage.backup.BackupFolder;
import org.curlew.storage.backup.Gap;
import org.curlew.storage.backup.Restore;
import org.curlew.storage.backup.RestoreReport;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerException;
import org.curlew.storage.ledger.LedgerExport;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.ObjectStoreException;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackCheck;
import org.curlew.storage.packs.PackException;
import org.curlew.storage.packs.PackReport;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curlew restore}: a backup into an empty data folder, and the proof that it is whole. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Puts a backup into an empty data folder, then checks every pack and the ledger.")
final class RestoreCommand implements Callable<Integer> {

    @Option(names = "--from", required = true, paramLabel = "DIR", description = "Folder of the backup.")
    private Path from;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        try {
            BackupFolder backup = BackupFolder.open(from);
            try (DataFolder folder = DataFolder.open(data.folder())) {
                Restore restore = new Restore(backup, folder.path());
                restore.begin();
                try (StorageApplication storage = StorageApplication.start(folder)) {
                    return restore(restore, storage);
                }
            }
        } catch (BackupException | LedgerException | ObjectStoreException | PackException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }

    private int restore(Restore restore, StorageApplication storage) {
        DataSource database = storage.get(DataSource.class);
        ObjectStore store = storage.get(ObjectStore.class);
        restore.requireEmpty(database, store);
        restore.folders();
        restore.database(database);
        restore.objects(store);
        RestoreReport proof = restore.prove(
                new PackCheck(store, storage.get(JdbcTemplate.class), storage.get(MediaPacks.class)),
                storage.get(LedgerExport.class));
        restore.end(
                System.getProperty("user.name"),
                storage.get(Ledger.class),
                storage.get(TransactionTemplate.class),
                proof);
        return report(proof);
    }

    private int report(RestoreReport proof) {
        PackReport packs = proof.packs();
        System.out.println("Restored to " + data.folder() + ": " + packs.packs() + " packs checked, "
                + proof.ledger().entries() + " ledger entries follow on each other");
        FsckCommand.print(packs);
        for (Gap gap : proof.gaps()) {
            System.out.println("not saved  " + gap.objectKey() + ": " + gap.reason());
        }
        if (!proof.ledger().sound()) {
            throw new RefusedException("The data is restored, but its ledger is not sound: "
                    + proof.ledger().fault().orElseThrow().message() + "; keep the backup and call the auditor");
        }
        return proof.complete() ? ExitCodes.COMPLETE : ExitCodes.PARTIAL;
    }
}
