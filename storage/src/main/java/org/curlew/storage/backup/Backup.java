package org.curlew.storage.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.curlew.storage.backup.Contents.Table;
import org.curlew.storage.backup.DatabaseDump.KnownPack;
import org.curlew.storage.ledger.Checkpoint;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerCheckpoints;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.LedgerSigner;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.ObjectStoreException;
import org.curlew.storage.packs.PackKeys;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Saves everything as one consistent point: the database's snapshot decides, and every pack it knows is saved with it.
 * The backup holds the keys: who has it can read everything in it.
 */
public final class Backup {

    /** Folders of the data folder that hold what the database and the object store do not. */
    public static final List<String> FOLDERS = List.of("keys", "schemes", "hash-sets", "results");

    static final String HEAD = "ledger/checkpoint.jsonl";
    static final String CERTIFICATE = "ledger/certificate.pem";

    private final DataSource database;
    private final TransactionTemplate transactions;
    private final ObjectStore store;
    private final Ledger ledger;
    private final LedgerCheckpoints checkpoints;
    private final LedgerSigner signer;
    private final Path dataFolder;
    private final Clock clock;

    public Backup(
            DataSource database,
            TransactionTemplate transactions,
            ObjectStore store,
            Ledger ledger,
            LedgerCheckpoints checkpoints,
            LedgerSigner signer,
            Path dataFolder,
            Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.store = store;
        this.ledger = ledger;
        this.checkpoints = checkpoints;
        this.signer = signer;
        this.dataFolder = dataFolder;
        this.clock = clock;
    }

    private record Snapshot(Contents contents, Map<String, KnownPack> packs, List<String> packKeys) {}

    /**
     * Takes a backup; the ledger says so, in the backup too.
     *
     * @param folder new or empty
     * @param copyObjects false lists the objects with their digests only, for a store that has its own backup
     * @throws BackupException when it is refused or broke off; the folder is no backup then
     */
    public BackupReport take(Path folder, String actor, boolean copyObjects) {
        try {
            requireSchema();
            BackupWriter out = BackupWriter.create(folder);
            LedgerEntry act = LedgerEntry.of(actor, "BACKUP_TAKEN", ProcessingAct.DISCLOSURE)
                    .with("recipient", folder.toAbsolutePath().toString())
                    .with("objectsCopied", copyObjects);
            transactions.executeWithoutResult(status -> ledger.append(act));
            Checkpoint head = checkpoints.checkpoint();
            out.write(HEAD, (head.line() + "\n").getBytes(StandardCharsets.UTF_8));
            out.write(CERTIFICATE, certificate());
            Snapshot snapshot = database(out);
            ObjectDump objects = new ObjectDump(store, out, snapshot.packs());
            objects.dump(copyObjects);
            for (String name : FOLDERS) {
                copy(name, out);
            }
            List<Gap> gaps = new ArrayList<>(objects.gaps());
            gaps.addAll(lostKeys(snapshot.packKeys()));
            Contents from = snapshot.contents();
            Contents contents = new Contents(
                    Contents.FORMAT,
                    from.at(),
                    from.tables(),
                    from.sequences(),
                    from.migrations(),
                    copyObjects,
                    objects.count(),
                    gaps);
            out.write("contents.json", BackupFolder.JSON.writeValueAsBytes(contents));
            out.finish();
            long rows = from.tables().stream().mapToLong(Table::rows).sum();
            return new BackupReport(rows, objects.count(), objects.bytes(), head.count(), gaps);
        } catch (IOException
                | UncheckedIOException
                | ObjectStoreException
                | SQLException
                | CertificateEncodingException e) {
            throw new BackupException(
                    "The backup to " + folder + " broke off: " + e.getMessage()
                            + "; delete the folder and take another where there is room",
                    e);
        }
    }

    /** A backup without them would be found out at the restore, when it is too late. */
    private List<Gap> lostKeys(List<String> inUse) {
        Path folder = dataFolder.resolve("keys/packs");
        return PackKeys.missing(folder, inUse).stream()
                .map(
                        id -> new Gap(
                                "key " + id,
                                "it is not in " + folder
                                        + ", and what is wrapped with it cannot be read: restore its file from the key backup, then take a new backup"))
                .toList();
    }

    private void requireSchema() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select to_regclass('public.flyway_schema_history')")) {
            row.next();
            if (row.getString(1) == null) {
                throw new BackupException("The database of " + dataFolder
                        + " holds nothing yet: name the data folder to save with --data");
            }
        }
    }

    private Snapshot database(BackupWriter out) throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try {
                String at = clock.instant().toString();
                DatabaseDump dump = new DatabaseDump(connection, out);
                List<String> migrations = dump.migrations();
                List<Table> tables = dump.tables();
                Contents contents =
                        new Contents(Contents.FORMAT, at, tables, dump.sequences(), migrations, true, 0, List.of());
                return new Snapshot(contents, dump.packs(), dump.packKeys());
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.setReadOnly(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
        }
    }

    private void copy(String name, BackupWriter out) throws IOException {
        Path root = dataFolder.resolve(name);
        if (!Files.isDirectory(root)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> inside = Files.walk(root)) {
            files = inside.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            out.write(
                    "folders/" + dataFolder.relativize(file).toString().replace('\\', '/'), to -> Files.copy(file, to));
        }
    }

    private byte[] certificate() throws CertificateEncodingException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(signer.certificate().getEncoded());
        return ("-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
