package org.curlew.storage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.storage.objects.ObjectStoreException;
import org.curlew.storage.objects.StoreBefore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class BackupTest {

    private static final List<byte[]> MEDIA =
            IntStream.range(0, 8).mapToObj(Installation::media).toList();

    @TempDir
    Path folder;

    private Installation filled() throws IOException {
        Installation force = new Installation(folder.resolve("data")).migrated();
        MEDIA.forEach(force::put);
        force.transactions.executeWithoutResult(status -> force.ledger()
                .append(LedgerEntry.of("examiner", "EXHIBIT_VIEWED", ProcessingAct.CONSULTATION)
                        .about("exhibit:ABC/1")));
        force.jdbc.update("insert into pool (name, kind, location) values ('hot', 'HOT_SHARE', '/srv/hot')");
        force.jdbc.update("""
                insert into pool_reservation (pool, exhibit_id, purpose, bytes) values ('hot', 7, 'image', 1000)
                """);
        Files.createDirectories(force.folder.resolve("hash-sets/versions"));
        Files.writeString(force.folder.resolve("hash-sets/versions/1.index"), "index");
        return force;
    }

    @Test
    void everything_is_there_again_after_the_data_folder_was_destroyed() throws IOException {
        List<Map<String, Object>> chain;
        Path backup = folder.resolve("backup");
        try (Installation force = filled()) {
            BackupReport report = force.backup().take(backup, "admin", true);
            assertThat(report.gaps()).isEmpty();
            assertThat(report.objects()).isEqualTo(8);
            chain = chain(force, report.ledgerEntries());
            assertThat(chain).extracting(row -> row.get("kind")).contains("EXHIBIT_VIEWED", "BACKUP_TAKEN");
        }
        FileSystemUtils.deleteRecursively(folder.resolve("data"));

        try (Installation again = new Installation(folder.resolve("data"))) {
            RestoreReport proof = again.restore(backup);

            assertThat(proof.ledger().fault()).isEmpty();
            assertThat(proof.packs().packs()).isEqualTo(8);
            assertThat(proof.complete()).isTrue();
            for (byte[] media : MEDIA) {
                assertThat(again.packs().read(Installation.sha256(media))).isEqualTo(media);
            }
            assertThat(chain(again, chain.size())).usingRecursiveComparison().isEqualTo(chain);
            assertThat(again.folder.resolve("hash-sets/versions/1.index")).hasContent("index");
            // the ledger is append-only again, and numbers go on where they were
            assertThatThrownBy(() -> again.jdbc.update("delete from ledger_entry"))
                    .hasMessageContaining("append-only");
            assertThat(again.jdbc.queryForObject("""
                            insert into pool_reservation (pool, exhibit_id, purpose, bytes)
                            values ('hot', 8, 'image', 1) returning id
                            """, Long.class)).isEqualTo(2L);
        }
    }

    private static List<Map<String, Object>> chain(Installation force, long entries) {
        return force.jdbc.queryForList(
                "select number, kind, details, encode(hash, 'hex') hash from ledger_entry where number <= ? order by number",
                entries);
    }

    @Test
    void a_flipped_byte_is_refused_by_the_name_of_its_file() throws IOException {
        Path backup = folder.resolve("backup");
        try (Installation force = filled()) {
            force.backup().take(backup, "admin", true);
        }
        for (String name :
                List.of("objects/00000003", "database/tables/pack_item.copy", "folders/keys/ledger-signing.p12")) {
            Path file = backup.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            byte[] flipped = whole.clone();
            flipped[flipped.length / 2] ^= 1;
            Files.write(file, flipped);

            assertThatThrownBy(() -> BackupFolder.open(backup))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining(name);
            Files.write(file, whole);
        }
        Files.delete(backup.resolve("objects/00000003"));
        assertThatThrownBy(() -> BackupFolder.open(backup))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("objects/00000003");
    }

    @Test
    void a_lost_key_is_named_by_the_backup_and_by_the_restore_and_none_is_made_in_its_place() throws IOException {
        Path backup = folder.resolve("backup");
        String id;
        try (Installation force = filled()) {
            Path key = onlyFile(force.folder.resolve("keys/packs"));
            id = key.getFileName().toString().substring(5, 21);
            Files.delete(key);

            BackupReport report = force.backup().take(backup, "admin", true);

            assertThat(report.complete()).isFalse();
            assertThat(report.gaps()).extracting(Gap::objectKey).containsExactly("key " + id);
        }
        try (Installation again = new Installation(folder.resolve("again"))) {
            RestoreReport proof = again.restore(backup);

            assertThat(proof.packs().missingKeys()).containsExactly(id);
            assertThat(proof.complete()).isFalse();
            assertThat(again.folder.resolve("keys/packs")).isEmptyDirectory();
        }
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().getFirst();
        }
    }

    @Test
    void a_restore_goes_into_an_empty_installation_only() throws IOException {
        Path backup = folder.resolve("backup");
        try (Installation force = filled()) {
            force.backup().take(backup, "admin", true);

            BackupFolder opened = BackupFolder.open(backup);
            assertThatThrownBy(() -> new Restore(opened, force.folder).begin())
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("is not empty");
            assertThatThrownBy(() -> force.restore(backup))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("database")
                    .hasMessageContaining("is not empty");
            assertThatThrownBy(() -> force.backup().take(backup, "admin", true))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("is not empty");
            assertThat(force.packs().read(Installation.sha256(MEDIA.getFirst())))
                    .isEqualTo(MEDIA.getFirst());
        }
    }

    @Test
    void a_pack_that_was_lost_before_the_backup_is_named_by_it_and_by_the_restore() throws IOException {
        Path backup = folder.resolve("backup");
        String lost;
        try (Installation force = filled()) {
            lost = force.jdbc.queryForObject("select min(object_key) from pack", String.class);
            force.store.delete(lost);

            BackupReport report = force.backup().take(backup, "admin", true);

            assertThat(report.complete()).isFalse();
            assertThat(report.gaps()).extracting(Gap::objectKey).containsExactly(lost);
        }
        try (Installation again = new Installation(folder.resolve("again"))) {
            RestoreReport proof = again.restore(backup);

            assertThat(proof.complete()).isFalse();
            assertThat(proof.packs().missing()).containsExactly(lost);
            assertThat(proof.ledger().sound()).isTrue();
        }
    }

    @Test
    void an_inventory_finds_that_the_store_was_not_restored() throws IOException {
        Path backup = folder.resolve("backup");
        try (Installation force = filled()) {
            assertThat(force.backup().take(backup, "admin", false).complete()).isTrue();
        }
        assertThat(backup.resolve("objects/00000001")).doesNotExist();
        try (Installation again = new Installation(folder.resolve("again"))) {
            assertThatThrownBy(() -> again.restore(backup))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("is not in the store");
        }
    }

    @Test
    void a_backup_that_broke_off_is_refused_and_the_next_one_is_whole() throws IOException {
        Path broken = folder.resolve("broken");
        Path whole = folder.resolve("whole");
        try (Installation force = filled()) {
            AtomicInteger opened = new AtomicInteger();
            StoreBefore failing = new StoreBefore(force.store);
            failing.before("open", object -> {
                if (opened.incrementAndGet() == 4) {
                    throw new ObjectStoreException(ObjectStoreException.Kind.UNAVAILABLE, "the store is gone");
                }
            });

            assertThatThrownBy(() -> force.backup(failing.store()).take(broken, "admin", true))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContainingAll("broke off", "the store is gone", "delete the folder");
            assertThatThrownBy(() -> BackupFolder.open(broken))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("did not end");

            assertThat(force.backup().take(whole, "admin", true).complete()).isTrue();
        }
        assertThat(BackupFolder.open(whole).contents().objects()).isEqualTo(8);
    }

    @Test
    void what_a_newer_version_made_is_neither_saved_nor_restored_by_this_one() throws Exception {
        Path backup = folder.resolve("backup");
        try (Installation force = filled()) {
            force.backup().take(backup, "admin", true);
            force.jdbc.update("""
                    insert into flyway_schema_history
                        (installed_rank, version, description, type, script, installed_by, execution_time, success)
                    values (9999, '9999', 'later', 'SQL', 'V9999__later.sql', 'newer', 1, true)
                    """);
            assertThatThrownBy(() -> force.backup().take(folder.resolve("later"), "admin", true))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContainingAll("newer version", "V9999__later.sql");
        }
        Path contents = backup.resolve("contents.json");
        String sums = Files.readString(backup.resolve("SHA256SUMS"));
        String before = Installation.sha256(Files.readAllBytes(contents));
        Files.writeString(
                contents,
                Files.readString(contents).replace("\"migrations\":[", "\"migrations\":[\"V9999__later.sql\","));
        Files.writeString(
                backup.resolve("SHA256SUMS"), sums.replace(before, Installation.sha256(Files.readAllBytes(contents))));

        try (Installation again = new Installation(folder.resolve("again"))) {
            assertThatThrownBy(() -> again.restore(backup))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContainingAll("newer version", "V9999__later.sql");
        }
    }
}
