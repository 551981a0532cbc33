package org.curlew.pipeline.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.curlew.pipeline.application.DataFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoWorkTest {

    @TempDir
    private Path folder;

    @Test
    void copies_of_videos_that_a_killed_process_left_are_deleted_at_the_next_start() throws Exception {
        try (DataFolder data = DataFolder.open(folder)) {
            Path left = Files.writeString(data.folder("videos").resolve("video123.copy"), "frames");
            Path other = Files.writeString(data.folder("videos").resolve("README"), "not ours");

            new VideoWork(null, null, null, null, data, 1);

            assertThat(left).doesNotExist();
            assertThat(other).exists();
        }
    }
}
