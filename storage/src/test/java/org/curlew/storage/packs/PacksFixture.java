package org.curlew.storage.packs;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.S3ObjectStore;
import org.curlew.storage.objects.TestObjectServer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Packs of 1 MiB on a server and a database of their own. */
final class PacksFixture implements AutoCloseable {

    static final long PACK_BYTES = 1 << 20;

    final Path folder;
    final TestObjectServer server;
    final ObjectStore store;
    final JdbcTemplate jdbc;
    final TransactionTemplate transactions;
    final Ledger ledger;
    PackKeys keys;
    MediaPacks packs;

    PacksFixture(Path folder) {
        this(folder, TestObjectServer.embedded(folder.resolve("server")));
    }

    PacksFixture(Path folder, TestObjectServer server) {
        this.folder = folder;
        this.server = server;
        store = S3ObjectStore.connect(
                server.settings("media").withPatience(Duration.ofSeconds(3), Duration.ofSeconds(5)));
        TestDatabase database = TestDatabase.create();
        jdbc = new JdbcTemplate(database.dataSource());
        transactions = database.transactions();
        ledger = new Ledger(database.dataSource());
        restart();
    }

    /** What a new process would see. */
    void restart() {
        if (packs != null) {
            packs.close();
        }
        keys = PackKeys.open(folder.resolve("keys"), () -> MediaPacks.keysInUse(jdbc));
        packs = packs(store, folder.resolve("work"));
    }

    MediaPacks packs(ObjectStore other, Path work) {
        return new MediaPacks(other, jdbc, transactions, ledger, keys, work, PACK_BYTES);
    }

    static byte[] media(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(PackFormat.sha256().digest(bytes));
    }

    static PackWriter.Outcome put(PackWriter writer, byte[] media) {
        return writer.put(sha256(media), media.length, new ByteArrayInputStream(media));
    }

    @Override
    public void close() {
        packs.close();
        store.close();
        server.close();
    }
}
