package org.curlew.storage.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.storage.packs.PacksFixture.put;

import java.nio.file.Path;
import org.curlew.storage.objects.ObjectStoreException;
import org.curlew.storage.objects.TestObjectServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server on a disk that really gets full: its own words for it are told apart from other failures. */
class FullStoreTest {

    @TempDir
    Path folder;

    TestObjectServer server(Path where) {
        return TestObjectServer.embedded(where);
    }

    /** What a full disk is told as. */
    ObjectStoreException.Kind told() {
        return ObjectStoreException.Kind.FULL;
    }

    @Test
    void a_store_that_gets_full_in_the_middle_of_a_seal_is_said_to_be_full_and_the_flush_goes_on_when_it_is_not()
            throws Exception {
        try (SmallFileSystem disk = new SmallFileSystem(folder.resolve("server"), 2);
                PacksFixture fixture = new PacksFixture(folder, server(disk.folder()));
                PackWriter writer = fixture.packs.writer("machine")) {
            assertThatThrownBy(() -> {
                        PackFaultTest.MEDIA.forEach(media -> put(writer, media));
                        writer.flush();
                    })
                    .isInstanceOf(ObjectStoreException.class)
                    .extracting(e -> ((ObjectStoreException) e).kind())
                    .isEqualTo(told());
            PackReport whileFull = PackFaultTest.check(fixture);
            assertThat(whileFull.missing()).isEmpty();
            assertThat(whileFull.damaged()).isEmpty();

            disk.grow(64);
            PackFaultTest.MEDIA.forEach(media -> put(writer, media));
            writer.flush();

            PackFaultTest.assertAllThere(fixture);
        }
    }
}
