package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.curlew.pipeline.worker.Worker;
import org.curlew.pipeline.worker.WorkerPool;
import org.curlew.pipeline.worker.WorkerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ewfacquire does not write by itself: read errors, offsets past 2 GiB, lost tables between good ones. */
class EwfSpecialCasesTest {

    private static final byte[] MEDIA = Media.mixed(11, 4);

    @TempDir
    Path folder;

    @Test
    void sectors_unreadable_at_acquisition_are_gaps_as_ewfinfo_lists_them() throws Exception {
        Path image = new E01Builder(folder.resolve("x.E01"), 1)
                .header("1\nmain\nc\tn\nOP-1\tABC/1\n\n")
                .volume("volume", MEDIA.length, 12)
                .chunks(MEDIA, 0, 12, true)
                .errors(8, 2, 100, 64)
                .end("done");
        String info = Peer.run("ewfinfo", image.toString());
        assertThat(info).contains("at sector(s): 8 - 9 number: 2").contains("at sector(s): 100 - 163 number: 64");
        try (ImageSource source = Media.open(image)) {
            Media.same(Media.readAll(source), MEDIA);
            assertThat(source.unreadAtAcquisition())
                    .extracting(UnreadableRange::offset, UnreadableRange::length)
                    .containsExactly(tuple(8 * 512L, 1024L), tuple(100 * 512L, 64 * 512L));
        }
        try (WorkerPool worker = new WorkerPool(WorkerSettings.standard())) {
            assertThat(worker.plan(List.of(image)).gaps())
                    .filteredOn(gap -> gap.kind().equals("UNREAD_AT_ACQUISITION"))
                    .extracting(Worker.Gap::offset, Worker.Gap::length)
                    .containsExactly(tuple(8 * 512L, 1024L), tuple(100 * 512L, 64 * 512L));
        }
    }

    @Test
    void a_table_that_runs_past_2_gib_has_whole_offsets_from_there_on() throws Exception {
        int far = 0x80000000 + 1000;
        E01Builder builder = new E01Builder(folder.resolve("x.E01"), 1).volume("volume", MEDIA.length, 12);
        long base = builder.position();
        byte[] piece = Arrays.copyOf(MEDIA, Media.CHUNK);
        builder.bytesAt(base + 76, E01Builder.deflate(piece));
        List<Integer> entries = new ArrayList<>(List.of(76 | 0x80000000));
        for (int chunk = 1; chunk < 12; chunk++) {
            // the second chunk lies just below 2 GiB, the others above
            int offset = chunk == 1 ? Integer.MAX_VALUE - 40_000 : far + (chunk - 2) * (Media.CHUNK + 4);
            entries.add(offset);
            builder.bytesAt(
                    base + Integer.toUnsignedLong(offset),
                    E01Builder.stored(Arrays.copyOfRange(
                            MEDIA, chunk * Media.CHUNK, Math.min(MEDIA.length, (chunk + 1) * Media.CHUNK))));
        }
        long end = Integer.toUnsignedLong(far) + 9L * (Media.CHUNK + 4) + 7 * 512 + 4;
        builder.hole("sectors", end - 76).table("table", base, entries).table("table2", base, entries);
        Path image = builder.end("done");
        try (ImageSource source = Media.open(image)) {
            Media.same(Media.readAll(source), MEDIA);
        }
        Peer.run("ewfexport", "-u", "-q", "-f", "raw", "-t", folder.resolve("x").toString(), image.toString());
        Media.same(Files.readAllBytes(folder.resolve("x.raw")), MEDIA);
    }

    @Test
    void a_base_offset_past_4_gib_is_followed() throws Exception {
        E01Builder builder = new E01Builder(folder.resolve("x.E01"), 1)
                .volume("volume", MEDIA.length, 12)
                .hole("session", 5L << 30);
        Path image = builder.chunks(MEDIA, 0, 12, true).end("done");
        try (ImageSource source = Media.open(image)) {
            Media.same(Media.readAll(source), MEDIA);
        }
    }

    @Test
    void a_lost_table_of_known_length_leaves_the_rest_in_place() throws Exception {
        Path image = folder.resolve("x.E01");
        E01Builder builder = new E01Builder(image, 1).volume("volume", MEDIA.length, 12);
        builder.chunks(MEDIA, 0, 4, true);
        long second = builder.position();
        builder.chunks(MEDIA, 4, 8, false, "table");
        long tableHeader = builder.position() - 4 - 4 * 4 - 24;
        builder.bytesAt(tableHeader, new byte[] {99});
        builder.chunks(MEDIA, 8, 12, true).end("done");
        assertThat(second).isPositive();
        try (ImageSource source = Media.open(image)) {
            assertThat(Media.readAround(source, MEDIA, 10_000))
                    .extracting(UnreadableRange::offset, UnreadableRange::length)
                    .containsExactly(tuple(4L * Media.CHUNK, 4L * Media.CHUNK));
        }
    }

    @Test
    void a_sectors_section_without_any_table_is_one_hole_counted_from_both_sides() throws Exception {
        Path image = new E01Builder(folder.resolve("x.E01"), 1)
                .volume("volume", MEDIA.length, 12)
                .chunks(MEDIA, 0, 3, true)
                .chunks(MEDIA, 3, 8, true, new String[0])
                .chunks(MEDIA, 8, 12, true)
                .end("done");
        try (ImageSource source = Media.open(image)) {
            assertThat(Media.readAround(source, MEDIA, 4096))
                    .extracting(UnreadableRange::offset, UnreadableRange::length)
                    .containsExactly(tuple(3L * Media.CHUNK, 5L * Media.CHUNK));
        }
    }

    @Test
    void a_table_missing_at_the_end_leaves_the_end_unreadable() throws Exception {
        Path image = new E01Builder(folder.resolve("x.E01"), 1)
                .volume("volume", MEDIA.length, 12)
                .chunks(MEDIA, 0, 5, true)
                .end("done");
        try (ImageSource source = Media.open(image)) {
            assertThat(Media.readAround(source, MEDIA, 50_000))
                    .extracting(UnreadableRange::offset, UnreadableRange::end)
                    .containsExactly(tuple(5L * Media.CHUNK, (long) MEDIA.length));
        }
    }

    @Test
    void more_chunks_than_the_media_holds_are_passed_over() throws Exception {
        Path image = new E01Builder(folder.resolve("x.E01"), 1)
                .volume("volume", 5L * Media.CHUNK, 5)
                .chunks(MEDIA, 0, 12, true)
                .end("done");
        try (ImageSource source = Media.open(image)) {
            assertThat(source.size()).isEqualTo(5L * Media.CHUNK);
            Media.same(Media.readAll(source), Arrays.copyOf(MEDIA, 5 * Media.CHUNK));
            assertThat(source.read(5L * Media.CHUNK, ByteBuffer.allocate(10))).isEqualTo(-1);
        }
    }

    @Test
    void segments_with_different_identifiers_are_refused() throws Exception {
        Path first = new E01Builder(folder.resolve("x.E01"), 1)
                .volume("volume", MEDIA.length, 12, 1)
                .chunks(MEDIA, 0, 6, true)
                .end("next");
        new E01Builder(folder.resolve("x.E02"), 2)
                .volume("data", MEDIA.length, 12, 2)
                .chunks(MEDIA, 6, 12, true)
                .end("done");
        assertThatThrownBy(() -> Media.open(first))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("x.E02 belongs to another image");
    }

    @Test
    void the_disk_section_of_ftk_and_enCase_names_the_geometry_too() throws Exception {
        Path image = new E01Builder(folder.resolve("x.E01"), 1)
                .volume("disk", MEDIA.length, 12)
                .chunks(MEDIA, 0, 12, true)
                .end("done");
        try (ImageSource source = Media.open(image)) {
            Media.same(Media.readAll(source), MEDIA);
        }
    }
}
