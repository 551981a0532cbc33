package org.curlew.storage.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.curlew.storage.backup.Contents.StoredObject;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.LedgerExport;
import org.curlew.storage.ledger.LedgerVerdict;
import org.curlew.storage.ledger.LedgerVerifier;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectHead;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.PrivateFiles;
import org.curlew.storage.packs.PackCheck;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts a backup into an empty installation, in this order: {@link #begin}, {@link #requireEmpty}, {@link #folders},
 * {@link #database}, {@link #objects}, {@link #prove}, {@link #end}. A data folder where it broke off keeps the file
 * {@value #MARK} and is not to be used.
 */
public final class Restore {

    /** Lies in a data folder from the begin to the end of a restore. */
    public static final String MARK = "restore-incomplete";

    private final BackupFolder backup;
    private final Path dataFolder;

    public Restore(BackupFolder backup, Path dataFolder) {
        this.backup = backup;
        this.dataFolder = dataFolder;
    }

    /**
     * Marks the data folder as not whole.
     *
     * @throws BackupException when it holds anything but a lock
     */
    public void begin() {
        try (Stream<Path> inside = Files.list(PrivateFiles.folder(dataFolder))) {
            Optional<Path> other = inside.filter(
                            file -> !file.getFileName().toString().equals("lock"))
                    .findFirst();
            if (other.isPresent()) {
                throw new BackupException("The data folder " + dataFolder + " is not empty (it holds "
                        + other.get().getFileName() + "): name a new folder with --data");
            }
            Files.createFile(dataFolder.resolve(MARK));
            PrivateFiles.syncFolder(dataFolder);
        } catch (IOException e) {
            throw broken("The data folder " + dataFolder, e);
        }
    }

    /** Refuses a database that has tables, and a store that has objects the backup would add to. */
    public void requireEmpty(DataSource database, ObjectStore store) {
        new DatabaseRestore(backup, database).requireEmpty();
        if (backup.contents().objectsCopied()) {
            store.list("", head -> {
                throw new BackupException("The object store is not empty (it holds " + head.key()
                        + "): a restore goes into an empty bucket only; name another");
            });
        }
    }

    /** Keys, schemes and hash sets. */
    public void folders() {
        String prefix = "folders/";
        try {
            for (String name : backup.names(prefix)) {
                Path to = dataFolder.resolve(name.substring(prefix.length()));
                PrivateFiles.folder(to.getParent());
                PrivateFiles.copy(backup.file(name), to);
            }
        } catch (IOException e) {
            throw broken("The data folder " + dataFolder, e);
        }
    }

    /** The backup's schema and rows, then the migrations of this version. */
    public void database(DataSource database) {
        new DatabaseRestore(backup, database).restore();
    }

    /** Puts the saved objects; of listed ones, checks that the store has each with its size and digest. */
    public void objects(ObjectStore store) {
        eachObject(object -> {
            if (object.file() == null) {
                requirePresent(store, object);
                return;
            }
            ObjectContent content = ObjectContent.of(backup.file(object.file()));
            if (!content.sha256().equals(object.sha256())) {
                throw new BackupException("The file " + object.file() + " of the backup " + backup
                        + " is not the object of the inventory: use another copy of the backup");
            }
            store.put(object.key(), content);
        });
    }

    private static void requirePresent(ObjectStore store, StoredObject object) {
        Optional<ObjectHead> head = store.head(object.key());
        String fault = head.isEmpty()
                ? "is not in the store"
                : head.get().size() != object.size()
                        ? "has " + head.get().size() + " of " + object.size() + " bytes"
                        : head.get().sha256() != null && !head.get().sha256().equals(object.sha256())
                                ? "has another SHA-256"
                                : null;
        if (fault != null) {
            throw new BackupException("The object " + object.key() + " of the backup's inventory " + fault
                    + ": restore the object store from its own backup first");
        }
    }

    private void eachObject(Consumer<StoredObject> consumer) {
        try (BufferedReader lines = Files.newBufferedReader(backup.file(ObjectDump.INVENTORY))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                consumer.accept(ObjectDump.line(line));
            }
        } catch (IOException e) {
            throw broken("The inventory of " + backup, e);
        }
    }

    /**
     * Checks what was restored: every pack against the database (its bytes too, where the backup held them), and the
     * chain against the head that was signed when the backup was taken.
     */
    public RestoreReport prove(PackCheck packs, LedgerExport export) {
        try {
            Path work = Files.createTempDirectory("curlew-restored-ledger");
            try {
                export.export(work);
                LedgerVerdict verdict =
                        LedgerVerifier.verify(work, backup.file(Backup.CERTIFICATE), List.of(backup.file(Backup.HEAD)));
                return new RestoreReport(
                        packs.check(backup.contents().objectsCopied(), Duration.ZERO),
                        verdict,
                        backup.contents().gaps());
            } finally {
                delete(work);
            }
        } catch (IOException e) {
            throw broken("The restored ledger", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> inside = Files.list(folder)) {
            files = inside.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    /** Records the restore in the ledger and lets the data folder be used. */
    public void end(String actor, Ledger ledger, TransactionTemplate transactions, RestoreReport proof) {
        LedgerEntry act = LedgerEntry.of(actor, "BACKUP_RESTORED", ProcessingAct.ALTERATION)
                .with("backup", backup.toString())
                .with("takenAt", backup.contents().at())
                .with("complete", proof.complete());
        transactions.executeWithoutResult(status -> ledger.append(act));
        try {
            Files.deleteIfExists(dataFolder.resolve(MARK));
            PrivateFiles.syncFolder(dataFolder);
        } catch (IOException e) {
            throw broken("The data folder " + dataFolder, e);
        }
    }

    private static BackupException broken(String what, IOException e) {
        return new BackupException(
                what + " could not be used for the restore: " + e.getMessage() + "; empty the folder and try again", e);
    }
}
