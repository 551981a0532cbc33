package org.curlew.pipeline.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    private Path folder;

    @Test
    void a_second_process_is_refused_and_told_what_to_do() {
        try (DataFolder first = DataFolder.open(folder)) {
            assertThatThrownBy(() -> DataFolder.open(folder))
                    .isInstanceOf(DataFolder.UnavailableException.class)
                    .hasMessageContaining(first.path().toString())
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void it_is_free_again_after_a_stop() {
        DataFolder.open(folder).close();

        try (DataFolder again = DataFolder.open(folder)) {
            assertThat(again.folder("logs")).isDirectory();
        }
    }

    @Test
    void a_file_in_its_place_is_refused() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file)).isInstanceOf(DataFolder.UnavailableException.class);
    }
}
