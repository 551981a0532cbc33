package org.curlew.storage.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.storage.packs.PacksFixture.media;
import static org.curlew.storage.packs.PacksFixture.put;
import static org.curlew.storage.packs.PacksFixture.sha256;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.curlew.storage.objects.FaultyProxy;
import org.curlew.storage.objects.FaultyProxy.Fault;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.ObjectStoreException;
import org.curlew.storage.objects.S3ObjectStore;
import org.curlew.storage.objects.TestObjectServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Full means paused, not broken: after each fault the same work is done again, or goes on, and nothing is lost. */
class PackFaultTest {

    static final List<byte[]> MEDIA =
            IntStream.range(0, 40).mapToObj(i -> media(i, 100_000)).toList();

    @TempDir
    Path folder;

    TestObjectServer server(Path where) {
        return TestObjectServer.embedded(where);
    }

    private PacksFixture fixture() {
        return new PacksFixture(folder, server(folder.resolve("server")));
    }

    @Test
    void a_full_working_folder_refuses_the_media_and_takes_it_when_there_is_room() throws Exception {
        try (PacksFixture fixture = fixture();
                SmallFileSystem disk = new SmallFileSystem(folder.resolve("small"), 1);
                MediaPacks packs = fixture.packs(fixture.store, disk.folder().resolve("work"));
                PackWriter writer = packs.writer("machine")) {
            byte[] large = media(99, 3_000_000);

            assertThatThrownBy(() -> put(writer, large))
                    .isInstanceOf(PackException.class)
                    .hasMessageContaining("is full; make room")
                    .extracting(e -> ((PackException) e).kind())
                    .isEqualTo(PackException.Kind.NO_ROOM);
            put(writer, MEDIA.getFirst());
            disk.grow(16);
            put(writer, large);
            writer.flush();

            assertThat(packs.read(sha256(large))).isEqualTo(large);
            assertThat(packs.read(sha256(MEDIA.getFirst()))).isEqualTo(MEDIA.getFirst());
        }
    }

    @Test
    void a_store_that_fails_during_the_seal_loses_nothing_and_the_flush_can_be_repeated() throws Exception {
        try (PacksFixture fixture = fixture();
                FaultyProxy proxy =
                        new FaultyProxy(fixture.server.settings("media").endpoint());
                ObjectStore hasty = S3ObjectStore.connect(fixture.server
                        .settings("media")
                        .withEndpoint(proxy.endpoint())
                        .withPatience(Duration.ofMillis(200), Duration.ofSeconds(5)));
                MediaPacks packs = fixture.packs(hasty, folder.resolve("other-work"));
                PackWriter writer = packs.writer("machine")) {
            MEDIA.subList(0, 5).forEach(media -> put(writer, media));
            proxy.strike(Fault.ERROR, Integer.MAX_VALUE);
            assertThatThrownBy(writer::flush).isInstanceOf(ObjectStoreException.class);
            assertThat(fixture.packs.stored(List.of(sha256(MEDIA.getFirst())))).isEmpty();

            proxy.strike(Fault.NONE, 0);
            writer.flush();
            MEDIA.subList(5, 40).forEach(media -> put(writer, media));
            writer.flush();

            assertAllThere(fixture);
        }
    }

    static void assertAllThere(PacksFixture fixture) {
        for (byte[] media : MEDIA) {
            assertThat(fixture.packs.read(sha256(media))).isEqualTo(media);
        }
        PackReport report = check(fixture);
        assertThat(report.sound()).isTrue();
        assertThat(report.extra()).isEmpty();
    }

    static PackReport check(PacksFixture fixture) {
        return new PackCheck(fixture.store, fixture.jdbc, fixture.packs).check(true, Duration.ZERO);
    }
}
