package org.curlew.storage.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.storage.packs.PacksFixture.media;
import static org.curlew.storage.packs.PacksFixture.put;
import static org.curlew.storage.packs.PacksFixture.sha256;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectStoreException;
import org.curlew.storage.objects.StoreBefore;
import org.curlew.storage.objects.TestObjectServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackErasureTest {

    @TempDir
    Path folder;

    PacksFixture fixture;

    @BeforeEach
    void start() {
        fixture = new PacksFixture(folder, server(folder.resolve("server")));
    }

    TestObjectServer server(Path where) {
        return TestObjectServer.embedded(where);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void erased_media_are_gone_with_their_bytes_and_all_others_can_still_be_read() {
        List<byte[]> all = store(40, 60_000);
        long before = storedBytes();
        List<byte[]> gone = all.subList(0, 30);
        List<byte[]> kept = all.subList(30, 40);

        Map<String, Long> erased = erase(gone);
        PackCompaction.Result result = fixture.packs.compaction().compact("machine", 1.0);

        assertThat(erased).hasSize(30).containsEntry(sha256(gone.getFirst()), 60_000L);
        assertThat(result.left()).isEmpty();
        assertThat(result.freed()).isEqualTo(before - storedBytes()).isGreaterThan(30 * 60_000);
        kept.forEach(media -> assertThat(fixture.packs.read(sha256(media))).isEqualTo(media));
        assertThatThrownBy(() -> fixture.packs.read(sha256(gone.getFirst()))).hasMessageContaining("is not stored");
        assertThat(check().sound()).isTrue();
        assertThat(check().extra()).isEmpty();
        assertThat(fixture.packs.compaction().compact("machine", 1.0).rewritten())
                .isZero();
    }

    @Test
    void an_erased_media_that_is_found_again_is_stored_again() {
        List<byte[]> all = store(3, 5_000);
        erase(all);
        fixture.packs.compaction().compact("machine", 1.0);

        assertThat(store(3, 5_000)).hasSameSizeAs(all);

        assertThat(fixture.packs.read(sha256(all.getFirst()))).isEqualTo(all.getFirst());
    }

    @Test
    void a_pack_that_mostly_lives_is_left_alone_where_only_room_is_wanted() {
        List<byte[]> all = store(10, 50_000);
        erase(all.subList(0, 1));

        assertThat(fixture.packs.compaction().compact("machine", 0.5).rewritten())
                .isZero();
        assertThat(fixture.packs.compaction().compact("machine", 1.0).rewritten())
                .isEqualTo(1);
    }

    @Test
    void a_damaged_pack_is_left_with_the_reason_and_costs_nothing_that_can_be_read() {
        List<byte[]> all = store(10, 50_000);
        erase(all.subList(0, 1));
        String key = fixture.jdbc.queryForObject("select object_key from pack", String.class);
        byte[] object = fixture.store.get(
                key, 0, (int) fixture.store.head(key).orElseThrow().size());
        object[object.length - 100] ^= 1;
        fixture.store.put(key, ObjectContent.of(object));

        PackCompaction.Result result = fixture.packs.compaction().compact("machine", 1.0);

        assertThat(result.left()).containsOnlyKeys(key);
        assertThat(result.left().get(key)).contains("is not what was sealed");
        assertThat(fixture.store.head(key)).isPresent();
        all.subList(1, 9)
                .forEach(media -> assertThat(fixture.packs.read(sha256(media))).isEqualTo(media));
    }

    @Test
    void a_writer_that_was_told_a_media_is_stored_repeats_its_stage_when_it_was_erased_meanwhile() {
        List<byte[]> all = store(2, 4_000);
        try (PackWriter writer = fixture.packs.writer("machine")) {
            assertThat(put(writer, all.getFirst())).isEqualTo(PackWriter.Outcome.ALREADY_STORED);
            erase(all);

            assertThatThrownBy(writer::flush)
                    .isInstanceOf(PackException.class)
                    .extracting(e -> ((PackException) e).kind())
                    .isEqualTo(PackException.Kind.ERASED);
        }
        try (PackWriter again = fixture.packs.writer("machine")) {
            assertThat(put(again, all.getFirst())).isEqualTo(PackWriter.Outcome.ADDED);
            again.flush();
        }
        assertThat(fixture.packs.read(sha256(all.getFirst()))).isEqualTo(all.getFirst());
    }

    @Test
    void a_compaction_that_breaks_off_after_the_new_pack_goes_on_the_next_time() {
        List<byte[]> all = store(10, 50_000);
        erase(all.subList(0, 5));
        fixture.jdbc.execute("""
                create function no_drop() returns trigger language plpgsql as
                $$ begin raise exception 'the database went away'; end $$
                """);
        fixture.jdbc.execute("create trigger no_drop before delete on pack execute function no_drop()");
        assertThatThrownBy(() -> fixture.packs.compaction().compact("machine", 1.0))
                .hasMessageContaining("went away");
        fixture.jdbc.execute("drop trigger no_drop on pack");

        PackCompaction.Result result = fixture.packs.compaction().compact("machine", 1.0);

        assertThat(result.rewritten()).isEqualTo(1);
        assertThat(check().sound()).isTrue();
        assertThat(check().extra()).isEmpty();
        all.subList(5, 10)
                .forEach(media -> assertThat(fixture.packs.read(sha256(media))).isEqualTo(media));
    }

    @Test
    void an_object_that_the_store_does_not_delete_is_told_of_until_it_is_gone() {
        List<byte[]> all = store(10, 50_000);
        erase(all);
        String key = fixture.jdbc.queryForObject("select object_key from pack", String.class);
        StoreBefore store = new StoreBefore(fixture.store);
        store.before("erase", object -> {
            throw new ObjectStoreException(ObjectStoreException.Kind.LOCKED, object + " is kept until 2030");
        });
        try (MediaPacks packs = fixture.packs(store.store(), folder.resolve("other"))) {
            assertThat(packs.compaction().compact("machine", 1.0).left())
                    .isEqualTo(Map.of(key, key + " is kept until 2030"));
            assertThat(packs.compaction().compact("machine", 1.0).left())
                    .as("asked again, when the pack's row has long been gone")
                    .isEqualTo(Map.of(key, key + " is kept until 2030"));

            store.nothingBefore("erase");
            PackCompaction.Result result = packs.compaction().compact("machine", 1.0);

            assertThat(result.left()).isEmpty();
            assertThat(result.freed()).isGreaterThan(10 * 50_000);
            assertThat(storedBytes()).isZero();
            assertThat(packs.compaction().compact("machine", 1.0).freed()).isZero();
        }
    }

    @Test
    void while_packs_are_rewritten_no_other_process_calls_bytes_gone_that_the_first_has_copied() throws Exception {
        List<byte[]> all = store(10, 50_000);
        erase(all.subList(0, 1));
        CountDownLatch copied = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        StoreBefore store = new StoreBefore(fixture.store);
        store.before("put", object -> {
            copied.countDown();
            goOn.await();
        });
        try (MediaPacks other = fixture.packs(store.store(), folder.resolve("other"));
                var thread = Executors.newSingleThreadExecutor()) {
            Future<PackCompaction.Result> first =
                    thread.submit(() -> other.compaction().compact("administrator", 1.0));
            copied.await();
            erase(all.subList(1, 2));

            try {
                assertThatThrownBy(() -> fixture.packs.compaction().compact("machine", 1.0))
                        .isInstanceOf(PackException.class)
                        .hasMessageContaining("being rewritten by another process")
                        .extracting(e -> ((PackException) e).kind())
                        .isEqualTo(PackException.Kind.BUSY);
            } finally {
                goOn.countDown();
            }
            first.get();
            fixture.packs.compaction().compact("machine", 1.0);
        }
        assertThat(fixture.jdbc.queryForObject("select sum(bytes) from pack", Long.class))
                .as("the store holds nothing but what lives")
                .isEqualTo(PackFormat.HEADER.length + 8 * PackFormat.storedLength(50_000))
                .isEqualTo(storedBytes());
        all.subList(2, 10)
                .forEach(media -> assertThat(fixture.packs.read(sha256(media))).isEqualTo(media));
    }

    private List<byte[]> store(int count, int size) {
        List<byte[]> all = new ArrayList<>();
        try (PackWriter writer = fixture.packs.writer("machine")) {
            for (int i = 0; i < count; i++) {
                all.add(media(i, size));
                put(writer, all.getLast());
            }
            writer.flush();
        }
        return all;
    }

    private Map<String, Long> erase(Collection<byte[]> media) {
        PackErasure erasure = new PackErasure(fixture.jdbc);
        return fixture.transactions.execute(status -> {
            erasure.begin();
            return erasure.erase(media.stream().map(PacksFixture::sha256).toList(), "disposal:1");
        });
    }

    private long storedBytes() {
        long[] bytes = new long[1];
        fixture.store.list("packs/", head -> bytes[0] += head.size());
        return bytes[0];
    }

    private PackReport check() {
        return new PackCheck(fixture.store, fixture.jdbc, fixture.packs).check(true, Duration.ZERO);
    }
}
