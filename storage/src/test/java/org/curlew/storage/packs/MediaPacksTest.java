package org.curlew.storage.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.storage.packs.PacksFixture.media;
import static org.curlew.storage.packs.PacksFixture.put;
import static org.curlew.storage.packs.PacksFixture.sha256;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.curlew.storage.objects.TestObjectServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaPacksTest {

    @TempDir
    Path folder;

    private PacksFixture fixture;

    TestObjectServer server(Path where) {
        return TestObjectServer.embedded(where);
    }

    @BeforeEach
    void start() {
        fixture = new PacksFixture(folder, server(folder.resolve("server")));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void every_media_comes_back_whole_from_a_few_objects() {
        List<byte[]> all = new ArrayList<>();
        try (PackWriter writer = fixture.packs.writer("machine")) {
            for (int i = 0; i < 200; i++) {
                byte[] media = media(i, i * 101);
                all.add(media);
                assertThat(put(writer, media)).isEqualTo(PackWriter.Outcome.ADDED);
            }
            writer.flush();
        }

        for (byte[] media : all) {
            assertThat(fixture.packs.read(sha256(media))).isEqualTo(media);
        }
        assertThat(packs()).isEqualTo(2);
        assertThat(check().sound()).isTrue();
    }

    @Test
    void a_media_larger_than_a_pack_is_read_back_by_parts() throws IOException {
        byte[] video = media(1, 3_000_000);
        try (PackWriter writer = fixture.packs.writer("machine")) {
            put(writer, media(2, 100));
            put(writer, video);
            writer.flush();
        }

        for (int offset : new int[] {0, 1, PackFormat.FRAME - 1, PackFormat.FRAME, 1_234_567, 2_999_999}) {
            int length = Math.min(700_000, video.length - offset);
            try (InputStream in = fixture.packs.open(sha256(video), offset, length)) {
                assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(video, offset, offset + length));
            }
        }
        assertThat(fixture.packs.read(sha256(video))).isEqualTo(video);
    }

    @Test
    void a_media_found_again_on_another_device_is_not_stored_again() {
        byte[] media = media(3, 5000);
        try (PackWriter first = fixture.packs.writer("machine")) {
            put(first, media);
            assertThat(put(first, media)).isEqualTo(PackWriter.Outcome.ALREADY_STORED);
            first.flush();
        }
        try (PackWriter second = fixture.packs.writer("machine")) {
            assertThat(second.expect(List.of(sha256(media), sha256(new byte[1]))))
                    .containsExactly(sha256(media));
            assertThat(put(second, media)).isEqualTo(PackWriter.Outcome.ALREADY_STORED);
            second.flush();
        }

        assertThat(packs()).isEqualTo(1);
    }

    @Test
    void two_writers_with_the_same_media_at_once_store_it_once() throws Exception {
        List<byte[]> same = Stream.iterate(0, i -> i + 1)
                .limit(30)
                .map(i -> media(100 + i, 3000))
                .toList();
        try (var threads = Executors.newFixedThreadPool(2);
                PackWriter one = fixture.packs.writer("one");
                PackWriter two = fixture.packs.writer("two")) {
            same.forEach(media -> put(one, media));
            same.forEach(media -> put(two, media));
            var first = threads.submit(one::flush);
            var second = threads.submit(two::flush);
            first.get();
            second.get();
        }

        assertThat(packs()).isEqualTo(1);
        assertThat(check().extra()).isEmpty();
        same.forEach(media -> assertThat(fixture.packs.read(sha256(media))).isEqualTo(media));
    }

    @Test
    void bytes_that_are_not_the_digest_are_refused_and_the_writer_goes_on() {
        byte[] good = media(4, 300_000);
        byte[] lie = media(5, 300_000);
        try (PackWriter writer = fixture.packs.writer("machine")) {
            put(writer, good);
            assertThatThrownBy(() -> writer.put(sha256(lie), lie.length, new ByteArrayInputStream(good)))
                    .isInstanceOf(PackException.class)
                    .hasMessageContaining("another digest");
            assertThatThrownBy(() -> writer.put(sha256(lie), lie.length + 1, new ByteArrayInputStream(lie)))
                    .hasMessageContaining("ends after 300000 of 300001 bytes");
            assertThatThrownBy(() -> writer.put(sha256(lie), lie.length - 1, new ByteArrayInputStream(lie)))
                    .hasMessageContaining("longer than 299999 bytes");
            put(writer, lie);
            writer.flush();
        }

        assertThat(fixture.packs.read(sha256(good))).isEqualTo(good);
        assertThat(fixture.packs.read(sha256(lie))).isEqualTo(lie);
        assertThat(check().sound()).isTrue();
    }

    @Test
    void a_crash_before_the_seal_leaves_nothing_and_the_stage_can_be_done_again() throws IOException {
        byte[] media = media(6, 4000);
        PackWriter crashed = fixture.packs.writer("machine");
        put(crashed, media);
        Path draft = folder.resolve("work/0b0e6c4e-6ef8-4f3c-9f0d-5a4f6f9c8b7a.pack-draft");
        Files.write(draft, new byte[100]);

        fixture.restart();

        assertThat(draft).doesNotExist();
        assertThat(fixture.packs.stored(List.of(sha256(media)))).isEmpty();
        try (PackWriter again = fixture.packs.writer("machine")) {
            put(again, media);
            again.flush();
        }
        assertThat(fixture.packs.read(sha256(media))).isEqualTo(media);
        crashed.close();
    }

    @Test
    void nothing_of_a_media_can_be_read_in_the_object() {
        byte[] text = "plain text that nobody may find in a pack ".repeat(50).getBytes();
        try (PackWriter writer = fixture.packs.writer("machine")) {
            put(writer, text);
            writer.flush();
        }

        String key = fixture.jdbc.queryForObject("select object_key from pack", String.class);
        byte[] object = fixture.store.get(
                key, 0, (int) fixture.store.head(key).orElseThrow().size());
        assertThat(new String(object, StandardCharsets.ISO_8859_1)).doesNotContain("plain text");
    }

    @Test
    void a_seal_is_an_entry_in_the_ledger_with_the_objects_digest() {
        try (PackWriter writer = fixture.packs.writer("machine")) {
            put(writer, media(7, 100));
            writer.flush();
        }

        String details = fixture.jdbc.queryForObject(
                "select details from ledger_pending where kind = 'PACK_SEALED'", String.class);
        String sha256 = fixture.jdbc.queryForObject("select encode(sha256, 'hex') from pack", String.class);
        assertThat(details).contains(sha256);
    }

    @Test
    void a_media_that_is_not_stored_is_named() {
        assertThatThrownBy(() -> fixture.packs.read(sha256(new byte[0])))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("is not stored");
    }

    @Test
    void a_second_process_on_the_working_folder_is_refused() {
        assertThatThrownBy(() -> fixture.packs(fixture.store, folder.resolve("work")))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("in use already");
    }

    private int packs() {
        return fixture.jdbc.queryForObject("select count(*) from pack", Integer.class);
    }

    private PackReport check() {
        return new PackCheck(fixture.store, fixture.jdbc, fixture.packs).check(true, Duration.ZERO);
    }
}
