package org.curlew.pipeline.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.curlew.pipeline.imagestore.StoredImages;
import org.curlew.pipeline.worker.FoundFile;
import org.curlew.pipeline.worker.Worker.DevicePlan;
import org.curlew.pipeline.worker.Worker.FileLocator;
import org.curlew.pipeline.worker.Worker.Gap;
import org.curlew.pipeline.worker.Worker.Segment;
import org.curlew.pipeline.worker.Worker.Volume;
import org.curlew.pipeline.worker.Worker.VolumeStatus;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceContentsTest {

    private static final TestDatabase DATABASE = TestDatabase.create();

    @TempDir
    private Path folder;

    private final DeviceContents contents = new DeviceContents(DATABASE.jdbc(), DATABASE.dataSource());
    private final DeviceFiles files = new DeviceFiles(DATABASE.dataSource());
    private final DeviceTotals totals = new DeviceTotals(DATABASE.jdbc());
    private long acquisition;

    @BeforeEach
    void plan_a_device_of_two_segments() throws IOException {
        long exhibit = new Exhibits(DATABASE.dataSource())
                .bookIn("OP-1", folder.getFileName().toString(), "examiner")
                .id();
        Path image = Files.writeString(folder.resolve("image.dd"), "x");
        acquisition = new Acquisitions(DATABASE.jdbc(), new StoredImages(DATABASE.jdbc()))
                .take(exhibit, List.of(image), Acquisition.Declared.NONE, List.of(), null)
                .id();
        contents.plan(
                acquisition,
                new DevicePlan(
                        List.of(new Volume(0, 0, 1000, "ext4", "L", VolumeStatus.READ, "")),
                        List.of(new Segment(0, 0, 50), new Segment(0, 50, Long.MAX_VALUE)),
                        List.of(new Gap("UNALLOCATED", "", 1000, 24, "between partitions"))));
    }

    @Test
    void a_segment_that_fails_leaves_nothing_behind() {
        assertThatThrownBy(() -> contents.store(acquisition, 0, sink -> {
                    sink.file(file("/a", 1));
                    throw new IOException("the worker is gone");
                }))
                .hasMessage("the worker is gone");

        assertThat(totals.files(acquisition).found()).isZero();
        assertThat(contents.segments(acquisition)).noneMatch(DeviceContents.NumberedSegment::done);
    }

    @Test
    void a_reader_that_died_begins_its_segment_anew() throws Exception {
        contents.store(acquisition, 0, sink -> {
            sink.file(file("/a", 1));
            sink.gap(new Gap("UNREADABLE_FILE", "/b", 5, 6, "damaged"));
            sink.restart();
            sink.file(file("/a", 1));
            sink.file(file("/c", 2));
        });

        assertThat(paths()).containsExactly("/a", "/c");
        assertThat(totals.gapsThatCount(acquisition)).isZero();
    }

    @Test
    void storing_a_segment_twice_gives_it_once() throws Exception {
        contents.store(acquisition, 0, sink -> sink.file(file("/a", 1)));
        contents.store(acquisition, 0, sink -> sink.file(file("/a", 1)));

        assertThat(paths()).containsExactly("/a");
    }

    @Test
    void names_that_no_database_text_can_hold_are_kept_readable() throws Exception {
        contents.store(acquisition, 0, sink -> sink.file(file("/nul\0name", 1)));

        assertThat(paths()).containsExactly("/nul\u2400name");
    }

    @Test
    void planning_again_keeps_what_is_done() throws Exception {
        contents.store(acquisition, 0, sink -> sink.file(file("/a", 1)));

        List<DeviceContents.NumberedSegment> again =
                contents.plan(acquisition, new DevicePlan(List.of(), List.of(), List.of()));

        assertThat(again).extracting(DeviceContents.NumberedSegment::done).containsExactly(true, false);
        assertThat(totals.gaps(acquisition)).hasSize(1);
    }

    private List<String> paths() throws IOException {
        List<String> paths = new ArrayList<>();
        try (RowCursor rows = files.inListOrder(acquisition)) {
            rows.forEachRemaining(row -> paths.add(row.file().path()));
        }
        return paths;
    }

    private static FoundFile file(String path, long address) {
        return new FoundFile(
                0,
                path,
                null,
                3,
                true,
                false,
                false,
                "",
                "image/jpeg",
                "2026-01-01T00:00:00Z",
                "",
                "",
                "",
                new byte[16],
                new byte[20],
                new byte[32],
                FoundFile.Status.HASHED,
                "",
                null,
                new FileLocator(0, address, 0, 0, ""));
    }
}
