package org.curlew.storage.backup;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import javax.sql.DataSource;
import org.curlew.storage.database.EmbeddedDatabase;
import org.curlew.storage.ledger.KeyFileSigner;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerChainer;
import org.curlew.storage.ledger.LedgerCheckpoints;
import org.curlew.storage.ledger.LedgerExport;
import org.curlew.storage.objects.EmbeddedObjectServer;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.S3ObjectStore;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackCheck;
import org.curlew.storage.packs.PackKeys;
import org.curlew.storage.packs.PackWriter;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A data folder with its own database and object server, laid out as the application lays it out. */
final class Installation implements AutoCloseable {

    private static final String BUCKET = "media";

    final Path folder;
    final DataSource database;
    final JdbcTemplate jdbc;
    final TransactionTemplate transactions;
    final ObjectStore store;
    private final EmbeddedDatabase databaseServer;
    private final EmbeddedObjectServer objectServer;
    private MediaPacks packs;
    private KeyFileSigner signer;

    Installation(Path folder) {
        this.folder = folder;
        databaseServer = EmbeddedDatabase.start(folder.resolve("database/cluster"));
        database = databaseServer.dataSource();
        jdbc = new JdbcTemplate(database);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        objectServer = EmbeddedObjectServer.start(folder.resolve("objects"));
        store = S3ObjectStore.connect(
                objectServer.settings(BUCKET).withPatience(Duration.ofSeconds(3), Duration.ofSeconds(5)));
    }

    /** Makes the schema and the keys, as the first start of the application does. */
    Installation migrated() {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .outOfOrder(true)
                .load()
                .migrate();
        return this;
    }

    Ledger ledger() {
        return new Ledger(database);
    }

    MediaPacks packs() {
        if (packs == null) {
            packs = new MediaPacks(
                    store,
                    jdbc,
                    transactions,
                    ledger(),
                    PackKeys.open(folder.resolve("keys/packs"), () -> MediaPacks.keysInUse(jdbc)),
                    folder.resolve("work"),
                    1 << 20);
        }
        return packs;
    }

    private KeyFileSigner signer() {
        if (signer == null) {
            signer = KeyFileSigner.open(folder.resolve("keys"), "Example Police");
        }
        return signer;
    }

    LedgerCheckpoints checkpoints() {
        return new LedgerCheckpoints(
                jdbc, transactions, new LedgerChainer(jdbc, transactions), signer(), null, null, Clock.systemUTC());
    }

    Backup backup() {
        return backup(store);
    }

    Backup backup(ObjectStore from) {
        return new Backup(database, transactions, from, ledger(), checkpoints(), signer(), folder, Clock.systemUTC());
    }

    RestoreReport restore(Path from) {
        Restore restore = new Restore(BackupFolder.open(from), folder);
        restore.requireEmpty(database, store);
        restore.folders();
        restore.database(database);
        restore.objects(store);
        RestoreReport proof = restore.prove(
                new PackCheck(store, jdbc, packs()), new LedgerExport(jdbc, transactions, checkpoints(), signer()));
        restore.end("admin", ledger(), transactions, proof);
        return proof;
    }

    void put(byte[] media) {
        try (PackWriter writer = packs().writer("test")) {
            writer.put(sha256(media), media.length, new ByteArrayInputStream(media));
            writer.flush();
        }
    }

    static byte[] media(int seed) {
        byte[] bytes = new byte[300_000];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(BackupWriter.sha256().digest(bytes));
    }

    @Override
    public void close() {
        if (packs != null) {
            packs.close();
        }
        store.close();
        objectServer.close();
        databaseServer.close();
    }
}
