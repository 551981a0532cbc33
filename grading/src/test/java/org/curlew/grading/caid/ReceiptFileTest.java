package org.curlew.grading.caid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptFileTest {

    private static final String MD5 = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    @Test
    void columns_in_any_place_quotes_and_windows_line_ends_are_read() throws IOException {
        assertThat(ReceiptFile.read(
                        file("\uFEFFReason,MD5\r\n\"bad, \"\"really\"\"\"," + MD5.toUpperCase() + "\r\n\r\n")))
                .containsExactly(java.util.Map.entry(MD5, "bad, \"really\""));
        assertThat(ReceiptFile.read(file("md5,reason\n"))).isEmpty();
    }

    @Test
    void a_row_without_reason_or_digest_is_named_and_a_file_without_header_refused() throws IOException {
        assertThatThrownBy(() -> ReceiptFile.read(file("md5,reason\n" + MD5 + ",x\n" + MD5 + ",\n")))
                .isInstanceOf(CaidException.class)
                .hasMessageContaining("row 3");
        assertThatThrownBy(() -> ReceiptFile.read(file("md5,reason\nabc,x\n"))).hasMessageContaining("row 2");
        assertThatThrownBy(() -> ReceiptFile.read(file("md5,reason\n" + MD5 + ",x\n" + MD5 + ",y\n")))
                .hasMessageContaining("row 3")
                .hasMessageContaining("another reason");
        assertThatThrownBy(() -> ReceiptFile.read(file(MD5 + ",x\n"))).hasMessageContaining("header");
        assertThatThrownBy(() -> ReceiptFile.read(file(""))).hasMessageContaining("header");
    }

    private Path file(String text) throws IOException {
        Path file = folder.resolve("receipt.csv");
        Files.writeString(file, text);
        return file;
    }
}
