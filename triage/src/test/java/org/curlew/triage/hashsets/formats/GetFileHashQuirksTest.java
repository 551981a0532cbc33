package org.curlew.triage.hashsets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Windows PowerShell 5 and PowerShell 7 make of {@code Get-FileHash}, by their options and by the way to the file. */
class GetFileHashQuirksTest {

    private static final String MD5 = "140dcf8bbd1f46f2ae0f78824eb7a6d5";
    private static final String SHA1 = "e0369031d56da740a1b7c8681901abb49a05b82a";
    private static final String SHA256 = "03874d76a0593342be5a0e982966ad894e355b2cb892c273588de67735e161c2";
    private static final String OTHER = "ff50df05ff8c4fed7bc7c78b444bcc98";
    private static final String HEAD = "\"Algorithm\",\"Hash\",\"Path\"\r\n";

    @TempDir
    Path folder;

    private Rows rows(String text, Charset charset) throws IOException {
        return Rows.of(Files.write(folder.resolve("hashes.csv"), text.getBytes(charset)));
    }

    private Rows rows(String text) throws IOException {
        return rows(text, StandardCharsets.UTF_8);
    }

    private static String row(String algorithm, String digest) {
        return "\"%s\",\"%s\",\"C:\\a, b\\c.jpg\"\r\n".formatted(algorithm, digest.toUpperCase(Locale.ROOT));
    }

    private static byte[] sample() throws IOException, URISyntaxException {
        return Files.readAllBytes(Path.of(
                GetFileHashQuirksTest.class.getResource("get-filehash.csv").toURI()));
    }

    @Test
    void the_sample_gives_a_row_for_each_algorithm_that_is_matched_and_the_reason_for_each_other() throws Exception {
        Rows rows = Rows.of(Files.write(folder.resolve("sample"), sample()));

        assertThat(rows.format).isEqualTo("get-filehash");
        assertThat(rows.accepted).containsExactly(MD5, SHA1, SHA256, OTHER);
        assertThat(rows.rejected)
                .containsExactly(
                        "line 6: SHA384 is not matched; use MD5, SHA1 or SHA256",
                        "line 7: SHA512 is not matched; use MD5, SHA1 or SHA256");
    }

    @ParameterizedTest(name = "{0}, mark {1}")
    @CsvSource({"UTF-8, true", "UTF-8, false", "UTF-16LE, true", "UTF-16BE, true", "windows-1252, false"})
    void a_file_written_with_any_encoding_of_export_csv_or_by_redirection(String charset, boolean mark)
            throws IOException {
        for (String type : List.of(
                "",
                "#TYPE Microsoft.Powershell.Utility.FileHash\r\n",
                "#TYPE Microsoft.PowerShell.Commands.FileHashInfo\r\n",
                "#TYPE Selected.Microsoft.PowerShell.Commands.FileHashInfo\r\n")) {
            Rows rows = rows(
                    (mark ? "\uFEFF" : "") + type + HEAD + "\"MD5\",\"" + MD5 + "\",\"C:\\Zo\u00eb\\\u00a3.jpg\"\r\n"
                            + row("SHA1", SHA1),
                    Charset.forName(charset));

            assertThat(rows.format).isEqualTo("get-filehash");
            assertThat(rows.accepted).as(type).containsExactly(MD5, SHA1);
            assertThat(rows.rejected).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Algorithm,Hash,Path|MD5,HASH,C:\\a.jpg",
                "\"Algorithm\";\"Hash\";\"Path\"|\"MD5\";\"HASH\";\"C:\\a;b.jpg\"",
                "\"Algorithm\"\t\"Hash\"\t\"Path\"|\"MD5\"\t\"HASH\"\t\"C:\\a.jpg\"",
                "\"Hash\",\"Path\",\"Algorithm\"|\"HASH\",\"C:\\a.jpg\",\"MD5\"",
                "\"Algorithm\",\"Hash\"|\"MD5\",\"HASH\"",
                "\"Algorithm\",\"Hash\",\"Path\"|\"MD5\",\"HASH\",",
                "\"Algorithm\",\"Hash\",\"Path\"|\"md5\",\"HASH\",\"/home/an \"\"examiner\"\"/a.jpg\""
            })
    void quotes_delimiters_order_and_columns_are_as_the_options_say(String form) throws IOException {
        String text = form.replace("|", "\r\n").replace("HASH", MD5.toUpperCase(Locale.ROOT)) + "\r\n";

        Rows rows = rows(text);

        assertThat(rows.format).isEqualTo("get-filehash");
        assertThat(rows.accepted).containsExactly(MD5);
    }

    @Test
    void a_ripemd160_is_as_long_as_a_sha1_and_is_never_taken_for_one() throws IOException {
        assertThat(rows(HEAD + row("RIPEMD160", SHA1) + row("SHA1", SHA1)))
                .satisfies(rows -> assertThat(rows.accepted).containsExactly(SHA1))
                .satisfies(rows -> assertThat(rows.rejected)
                        .containsExactly("line 2: RIPEMD160 is not matched; use MD5, SHA1 or SHA256"));
    }

    @Test
    void a_row_whose_digest_is_missing_or_not_of_its_algorithm_is_rejected_with_the_reason() throws IOException {
        Rows rows = rows(HEAD
                + row("SHA256", MD5)
                + row("MD5", "")
                + row("", MD5)
                + row("MD5", "z" + MD5.substring(1))
                + row("MACTripleDES", "0011223344556677")
                + HEAD
                + row("MD5", OTHER));

        assertThat(rows.accepted).containsExactly(OTHER);
        assertThat(rows.rejected)
                .containsExactly(
                        "line 2: 32 characters: SHA256 has 64",
                        "line 3: no digest",
                        "line 4: no algorithm",
                        "line 5: not hex digits",
                        "line 6: MACTripleDES is not matched; use MD5, SHA1 or SHA256",
                        "line 7: Algorithm is not matched; use MD5, SHA1 or SHA256");
    }

    @Test
    void a_file_cut_within_a_row_is_never_read_as_whole() throws Exception {
        byte[] whole = sample();
        int lastRow = new String(whole, StandardCharsets.US_ASCII).lastIndexOf("\"MD5\"");
        for (int cut = lastRow + 1; cut < whole.length - 2; cut++) {
            Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, cut));

            assertThatThrownBy(() -> Rows.of(file))
                    .as("cut at %d", cut)
                    .isInstanceOf(BrokenFileException.class)
                    .hasMessageContaining("line 8");
        }
        Path withoutLineEnd = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 2));
        assertThat(Rows.of(withoutLineEnd).accepted).hasSize(4);
    }

    @Test
    void any_other_table_that_went_through_export_csv_is_read_as_before() throws IOException {
        Rows rows = rows("#TYPE System.Management.Automation.PSCustomObject\r\n\"Category\",\"MD5\"\r\n\"2\",\"" + MD5
                + "\"\r\n\"1\",\"\"\r\n");

        assertThat(rows.format).isEqualTo("csv");
        assertThat(rows.accepted).containsExactly(MD5 + " #2");
        assertThat(rows.rejected).containsExactly("line 4: no digest");
    }
}
