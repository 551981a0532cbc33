package org.curlew.storage.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.storage.packs.PacksFixture.media;
import static org.curlew.storage.packs.PacksFixture.put;
import static org.curlew.storage.packs.PacksFixture.sha256;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.TestObjectServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackDamageTest {

    private static final byte[] FIRST = media(1, 5000);
    private static final byte[] SECOND = media(2, 6000);

    @TempDir
    Path folder;

    PacksFixture fixture;

    TestObjectServer server(Path where) {
        return TestObjectServer.embedded(where);
    }

    @BeforeEach
    void start() {
        fixture = new PacksFixture(folder, server(folder.resolve("server")));
        try (PackWriter writer = fixture.packs.writer("machine")) {
            put(writer, FIRST);
            put(writer, SECOND);
            writer.flush();
        }
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void a_flipped_byte_is_found_by_the_reader_and_by_the_check_and_hurts_one_media_only() throws Exception {
        byte[] object = object();
        object[object.length - 100] ^= 1;
        replaceObject(object);

        assertThatThrownBy(() -> fixture.packs.read(sha256(SECOND)))
                .isInstanceOf(PackException.class)
                .extracting(e -> ((PackException) e).kind())
                .isEqualTo(PackException.Kind.DAMAGED);
        assertThat(fixture.packs.read(sha256(FIRST))).isEqualTo(FIRST);

        PackReport report = check().check(true, Duration.ZERO);
        assertThat(report.sound()).isFalse();
        assertThat(report.damaged()).hasSize(1);
        assertThat(report.damaged().getFirst().media()).containsExactly(sha256(SECOND));
    }

    @Test
    void a_pack_cut_short_is_found_without_reading_it() throws Exception {
        byte[] object = object();
        replaceObject(Arrays.copyOf(object, object.length - 1));

        PackReport report = check().check(false, Duration.ZERO);

        assertThat(report.damaged().getFirst().what()).contains("bytes");
        assertThat(report.damaged().getFirst().media()).containsExactly(sha256(SECOND));
    }

    @Test
    void a_missing_pack_is_named() throws Exception {
        loseObject();

        assertThat(check().check(false, Duration.ZERO).missing()).containsExactly(objectKey());
        assertThatThrownBy(() -> fixture.packs.read(sha256(FIRST)))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("is gone from the object store");
    }

    @Test
    void a_bucket_that_was_set_back_lacks_the_newer_pack_and_its_older_one_is_extra() throws Exception {
        String old = objectKey();
        byte[] before = fixture.store.get(
                old, 0, (int) fixture.store.head(old).orElseThrow().size());
        PackErasure erasure = new PackErasure(fixture.jdbc);
        fixture.transactions.executeWithoutResult(status -> {
            erasure.begin();
            erasure.erase(List.of(sha256(FIRST)), "disposal:1");
        });
        fixture.packs.compaction().compact("machine", 1.0);
        String newer = objectKey();
        fixture.store.put(old, ObjectContent.of(before));
        fixture.store.delete(newer);

        PackReport report = check().check(true, Duration.ZERO);

        assertThat(report.missing()).containsExactly(newer);
        assertThat(report.extra()).containsExactly(old);
        assertThat(report.sound()).isFalse();
        assertThatThrownBy(() -> fixture.packs.read(sha256(SECOND)))
                .hasMessageContainingAll(newer, "is gone from the object store", "restore it from the backup");
        assertThatThrownBy(() -> fixture.packs.read(sha256(FIRST)))
                .as("what was disposed of does not come back with the bucket")
                .hasMessageContaining("is not stored");
        assertThat(check().deleteExtra(report)).isEqualTo(1);
        assertThat(fixture.store.head(old)).isEmpty();
    }

    @Test
    void an_object_that_a_crash_left_without_a_row_is_extra_and_is_deleted_on_request() {
        fixture.store.put("packs/00/left.pack", ObjectContent.of(new byte[10]));

        PackReport young = check().check(false, Duration.ofHours(1));
        PackReport report = check().check(false, Duration.ZERO);

        assertThat(young.extra()).isEmpty();
        assertThat(report.extra()).containsExactly("packs/00/left.pack");
        assertThat(report.sound()).isTrue();
        assertThat(check().deleteExtra(report)).isEqualTo(1);
        assertThat(fixture.store.head("packs/00/left.pack")).isEmpty();
    }

    @Test
    void a_missing_key_is_named_and_nothing_else_is_lost() throws Exception {
        String used = fixture.keys.currentId();
        Path file = keyFiles().getFirst();
        byte[] key = Files.readAllBytes(file);
        Files.delete(file);
        fixture.restart();

        assertThatThrownBy(() -> fixture.packs.read(sha256(FIRST)))
                .isInstanceOf(PackException.class)
                .hasMessageContaining(used)
                .extracting(e -> ((PackException) e).kind())
                .isEqualTo(PackException.Kind.KEY_MISSING);
        assertThat(fixture.packs.missingKeys()).containsExactly(used);
        assertThat(check().check(false, Duration.ZERO).sound()).isFalse();

        Files.write(file, key);
        fixture.restart();
        assertThat(fixture.packs.read(sha256(FIRST))).isEqualTo(FIRST);
    }

    @Test
    void an_empty_key_folder_makes_no_new_key_where_packs_are() throws Exception {
        String used = fixture.keys.currentId();
        Path file = keyFiles().getFirst();
        byte[] key = Files.readAllBytes(file);
        Files.delete(file);
        fixture.restart();

        assertThat(fixture.packs.missingKeys()).containsExactly(used);
        assertThat(fixture.keys.known()).isEmpty();
        try (PackWriter writer = fixture.packs.writer("test")) {
            put(writer, media(9, 1000));
            assertThatThrownBy(writer::flush)
                    .isInstanceOf(PackException.class)
                    .hasMessageContainingAll(used, "restore its file from the key backup");
        }
        assertThat(keyFiles()).as("no new key").isEmpty();

        Files.write(file, key);
        assertThat(fixture.packs.read(sha256(FIRST))).isEqualTo(FIRST);
    }

    @Test
    void rotation_wraps_the_packs_keys_anew_and_leaves_the_packs_alone() throws Exception {
        byte[] before = object();
        Path old = keyFiles().getFirst();

        long packs = new PackRotation(fixture.jdbc, fixture.transactions, fixture.ledger, fixture.keys)
                .rotate("administrator");
        Files.delete(old);
        fixture.restart();

        assertThat(packs).isEqualTo(1);
        assertThat(object()).isEqualTo(before);
        assertThat(fixture.packs.read(sha256(SECOND))).isEqualTo(SECOND);
        assertThat(fixture.packs.missingKeys()).isEmpty();
    }

    @Test
    void a_rotation_waits_for_a_pack_that_is_being_wrapped_with_the_old_key() throws Exception {
        Path old = keyFiles().getFirst();
        byte[] media = media(77, 1000);
        PackRotation rotation = new PackRotation(fixture.jdbc, fixture.transactions, fixture.ledger, fixture.keys);
        PackSealer sealer =
                new PackSealer(fixture.store, fixture.jdbc, fixture.transactions, fixture.ledger, fixture.keys);
        try (PackDraft draft = new PackDraft(folder);
                var thread = Executors.newSingleThreadExecutor()) {
            draft.append(HexFormat.of().parseHex(sha256(media)), media.length, new ByteArrayInputStream(media));
            List<Future<Long>> rotated = new ArrayList<>();
            sealer.seal(draft, "machine", () -> {
                rotated.add(thread.submit(() -> rotation.rotate("administrator")));
                assertThatThrownBy(() -> rotated.getFirst().get(1, TimeUnit.SECONDS))
                        .as("the old key is still about to be used")
                        .isInstanceOf(TimeoutException.class);
                return fixture.jdbc.update(
                        "insert into pack_item (sha256, pack_id, start, length, stored_length) values (?, ?, ?, ?, ?)",
                        HexFormat.of().parseHex(sha256(media)),
                        draft.id(),
                        draft.items().getFirst().start(),
                        media.length,
                        PackFormat.storedLength(media.length));
            });
            assertThat(rotated.getFirst().get()).isEqualTo(2);
        }
        Files.delete(old);
        fixture.restart();

        assertThat(fixture.packs.missingKeys()).isEmpty();
        assertThat(fixture.packs.read(sha256(media))).isEqualTo(media);
    }

    @Test
    void a_rotation_that_broke_off_leaves_every_pack_readable_and_goes_on() throws Exception {
        Path old = keyFiles().getFirst();
        fixture.keys.rotate();
        fixture.restart();

        assertThat(fixture.packs.read(sha256(FIRST))).isEqualTo(FIRST);
        assertThat(MediaPacks.keysInUse(fixture.jdbc)).doesNotContain(fixture.keys.currentId());

        PackRotation rotation = new PackRotation(fixture.jdbc, fixture.transactions, fixture.ledger, fixture.keys);
        assertThat(rotation.rewrap("administrator")).isEqualTo(1);
        assertThat(rotation.rewrap("administrator")).isZero();
        Files.delete(old);
        fixture.restart();
        assertThat(fixture.packs.read(sha256(FIRST))).isEqualTo(FIRST);
    }

    @Test
    void a_key_that_another_process_made_is_used_by_one_that_runs() throws Exception {
        String before = fixture.keys.currentId();
        PackKeys other = PackKeys.open(folder.resolve("keys"), List::of);

        new PackRotation(fixture.jdbc, fixture.transactions, fixture.ledger, other).rotate("administrator");

        assertThat(fixture.packs.missingKeys()).isEmpty();
        assertThat(fixture.packs.read(sha256(SECOND))).isEqualTo(SECOND);
        assertThat(fixture.keys.currentId()).isEqualTo(other.currentId()).isNotEqualTo(before);
    }

    @Test
    void a_key_file_that_holds_another_key_is_refused() throws Exception {
        Path file = keyFiles().getFirst();
        Files.writeString(file, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");

        assertThatThrownBy(() -> PackKeys.open(folder.resolve("keys"), List::of))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("does not hold the key its name says");
    }

    private List<Path> keyFiles() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("keys"))) {
            return files.sorted().toList();
        }
    }

    private PackCheck check() {
        return new PackCheck(fixture.store, fixture.jdbc, fixture.packs);
    }

    String objectKey() {
        return fixture.jdbc.queryForObject("select object_key from pack", String.class);
    }

    /** The pack's bytes where the server keeps them. */
    byte[] object() throws Exception {
        return Files.readAllBytes(file());
    }

    /** Behind the server's back, as a failing disk would. */
    void replaceObject(byte[] with) throws Exception {
        Files.write(file(), with);
    }

    void loseObject() throws Exception {
        Files.delete(file());
    }

    private Path file() {
        return folder.resolve("server/objects/media").resolve(objectKey());
    }
}
