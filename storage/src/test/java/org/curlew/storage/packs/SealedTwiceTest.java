package org.curlew.storage.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.curlew.storage.packs.PacksFixture.media;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.curlew.storage.objects.TestObjectServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One pack and several who seal it: two processes that share a database and an object store, or one that asks again. */
class SealedTwiceTest {

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

    private PackSealer process() {
        return new PackSealer(fixture.store, fixture.jdbc, fixture.transactions, fixture.ledger, fixture.keys);
    }

    @Test
    void the_same_pack_sealed_by_four_at_once_and_once_more_is_one_pack_and_one_entry() throws Exception {
        List<byte[]> contents = List.of(media(1, 200_000), media(2, 300_000));
        try (PackDraft draft = new PackDraft(folder);
                var threads = Executors.newFixedThreadPool(4)) {
            for (byte[] content : contents) {
                draft.append(
                        HexFormat.of().parseHex(PacksFixture.sha256(content)),
                        content.length,
                        new ByteArrayInputStream(content));
            }
            CyclicBarrier together = new CyclicBarrier(4);
            List<Future<?>> sealers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                sealers.add(threads.submit(() -> {
                    together.await();
                    process().seal(draft, "machine");
                    return null;
                }));
            }
            for (Future<?> sealer : sealers) {
                sealer.get();
            }
            process().seal(draft, "machine");

            assertThat(fixture.jdbc.queryForObject("select count(*) from pack", Long.class))
                    .isEqualTo(1);
            assertThat(fixture.jdbc.queryForObject(
                            "select count(*) from ledger_pending where kind = 'PACK_SEALED' and ? = any (subjects)",
                            Long.class,
                            "pack:" + draft.id()))
                    .isEqualTo(1);
        }
        contents.forEach(content ->
                assertThat(fixture.packs.read(PacksFixture.sha256(content))).isEqualTo(content));
        PackReport report = new PackCheck(fixture.store, fixture.jdbc, fixture.packs).check(true, Duration.ZERO);
        assertThat(report.sound()).isTrue();
        assertThat(report.extra()).isEmpty();
    }
}
