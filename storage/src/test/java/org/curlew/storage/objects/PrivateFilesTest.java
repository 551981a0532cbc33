package org.curlew.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

    @TempDir
    Path folder;

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void a_file_is_its_owners_alone_whatever_stood_there() throws IOException {
        Path open = Files.writeString(folder.resolve("open"), "a longer text of before");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));

        for (Path file : new Path[] {open, folder.resolve("new")}) {
            try (OutputStream out = PrivateFiles.out(file)) {
                out.write('x');
            }
            assertThat(mode(file)).isEqualTo("rw-------");
            assertThat(file).hasContent("x");
        }
        try (Writer out = PrivateFiles.writer(open)) {
            out.write("ä");
        }
        assertThat(mode(open)).isEqualTo("rw-------");
        assertThat(open).hasContent("ä");
    }

    @Test
    void a_link_is_replaced_and_what_it_led_to_stays() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "theirs");
        Path link = Files.createSymbolicLink(folder.resolve("link"), other);

        PrivateFiles.out(link).close();

        assertThat(other).hasContent("theirs");
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(mode(link)).isEqualTo("rw-------");
    }

    @Test
    void what_is_no_plain_file_is_written_to_and_stays() throws IOException {
        try (OutputStream out = PrivateFiles.out(Path.of("/dev/null"))) {
            out.write(1);
        }

        assertThat(Path.of("/dev/null")).exists();
    }

    @Test
    void a_folder_that_is_made_is_its_owners_alone_with_those_above_it() throws IOException {
        Path made = PrivateFiles.folder(folder.resolve("a/b"));

        assertThat(mode(made)).isEqualTo("rwx------");
        assertThat(mode(made.getParent())).isEqualTo("rwx------");
    }
}
