package org.curlew.pipeline.filesystems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class TskLibraryTest {

    @Test
    void the_installed_library_has_a_table() throws Exception {
        TskLibrary library = TskLibrary.load();

        assertThat(library.version()).isEqualTo("4.11.1");
        assertThat(library.offset("img.sizeof")).isEqualTo(2_097_896);
        assertThat(library.offset("meta.size")).isEqualTo(32);
    }

    @Test
    void a_version_without_a_table_is_refused_with_what_to_install() {
        assertThatThrownBy(() -> TskLibrary.table("4.14.0", "amd64"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("4.14.0")
                .hasMessageContaining("libtsk19");
        assertThatThrownBy(() -> TskLibrary.table("4.11.1", "aarch64"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("aarch64");
    }

    @Test
    void a_table_gives_every_offset_as_a_number() throws Exception {
        Properties table = TskLibrary.table("4.11.1", "amd64");

        assertThat(table.stringPropertyNames()).hasSizeGreaterThan(70);
        assertThat(table.values())
                .allMatch(value -> Long.parseLong(value.toString().trim()) >= 0);
    }
}
