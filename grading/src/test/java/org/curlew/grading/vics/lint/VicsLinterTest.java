package org.curlew.grading.vics.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.curlew.grading.vics.VicsSamples.bare;
import static org.curlew.grading.vics.VicsSamples.full;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.curlew.grading.vics.SharedData;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.vics.VicsSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VicsLinterTest {

    private final VicsLinter linter = new VicsLinter();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"UK", "DEFAULT", "V1_3", "V1_1"})
    void what_we_write_ourselves_is_clean(VicsProfile profile) throws IOException {
        LintReport report = lint(VicsSamples.write(profile, full(), bare()));

        assertThat(report.findings()).isEmpty();
        assertThat(report.exitCode()).isZero();
        assertThat(report.media()).isEqualTo(2);
        assertThat(report.cases()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"MediaID\":1, | \"MediaID\":\"1\", | NUMBER_AS_TEXT",
                "\"MediaID\":1, | \"MediaID\":3000000000, | OUT_OF_RANGE",
                "\"MediaID\":1, | \"MediaID\":99999999999999999999999, | OUT_OF_RANGE",
                "\"MediaID\":1, | \"MediaID\":null, | REQUIRED_MISSING",
                "\"MediaID\":1, | \"mediaID\":1, | FIELD_CASE",
                "\"MediaID\":1, | \"MediaID\":2, | MEDIA_ID_REPEATED",
                "\"MediaID\":1, | \"MediaID\":1,\"MediaID\":1, | FIELD_REPEATED",
                "\"MediaID\":1, | \"MediaID\":1,\"Colour\":[{\"a\":1}], | UNKNOWN_FIELD",
                "\"MediaID\":1, | \"MediaID\":1,\"odata.id\":\"x\", | ODATA_LINK",
                "\"MediaFileID\":1, | \"x\":1, | FILE_ID_MISSING",
                "\"Category\":2 | \"Category\":256 | OUT_OF_RANGE",
                "\"Category\":2 | \"Category\":\"two\" | WRONG_TYPE",
                "\"Category\":2 | \"Category\":2.5 | WRONG_TYPE",
                "\"Category\":2, | `` | PRECATEGORIZED_WITHOUT_CATEGORY",
                "\"PrecategorizationSource\":\"Force set 2026-01\", | `` | PRECATEGORIZED_WITHOUT_SOURCE",
                "\"IsPrecategorized\":true, | \"IsPrecategorized\":\"true\", | BOOLEAN_AS_TEXT",
                "\"IsPrecategorized\":true, | \"IsPrecategorized\":7, | WRONG_TYPE",
                "\"CaseID\":\"0f | \"CaseID\":\"{0f | GUID",
                "\"DateUpdated\":\"2024-03-31T01:30:00Z | \"DateUpdated\":\"2024-03-31T01:30:00 | DATE_WITHOUT_ZONE",
                "\"DateUpdated\":\"2024-03-31T01:30:00Z | \"DateUpdated\":\"2024-03-31T01:30:00+05:00Z | DATE_SHAPE",
                "\"DateUpdated\":\"2024-03-31T01:30:00Z | \"DateUpdated\":\"2023-02-29T01:30:00Z | DATE_UNREADABLE",
                "\"DateUpdated\":\"2024-03-31T01:30:00Z | \"DateUpdated\":\"yesterday | DATE_UNREADABLE",
                "\"SHA1\":\"E036 | \"SHA1\":\"G036 | DIGEST",
                "\"MD5\":\"140DCF8BBD1F46F2AE0F78824EB7A6D5\",\"MediaFileID\":1 |"
                        + " \"MD5\":\"240DCF8BBD1F46F2AE0F78824EB7A6D5\",\"MediaFileID\":1 | FILE_MD5_DIFFERS",
                "QUJDQUJD\", | QUJD\", | PHOTODNA",
                "\"HashName\":\"SHA256\" | \"HashName\":\"PhotoDNA\" | PHOTODNA_PLACE",
                "\"HashValue\":\"abab | \"HashValue\":\"ab | DIGEST",
                "Files/14/0D/ | /Files/14/0D/ | PATH_ABSOLUTE",
                "Files/14/0D/ | C:/Files/14/0D/ | PATH_ABSOLUTE",
                "Files/14/0D/ | Files/../../ | PATH_ESCAPES",
                "Files/14/0D/ | Files\\\\14\\\\ | PATH_BACKSLASH",
                "\"Media\": | \"TotalMediaFiles\":9,\"Media\": | TOTAL_MEDIA",
                "\"Media\": | \"TotalPrecategorized\":9,\"Media\": | TOTAL_PRECATEGORIZED",
                "/Default/ | /Atlantis/ | CONTEXT_REGION",
                "2.0.xml/Default/$metadata#Cases | 9.9.xml#Cases | CONTEXT_UNKNOWN",
                "{\"@odata.context\": | {\"more\":1,\"@odata.context\": | CONTEXT_POSITION",
                "],\"SHA1\" | ],\"SHA1\" | NONE",
            })
    void each_fault_is_found_by_its_own_rule(String sound, String broken, String rule) throws IOException {
        String file = VicsSamples.write(VicsProfile.DEFAULT, full(), bare());
        String spoilt = file.replaceFirst(
                java.util.regex.Pattern.quote(sound), java.util.regex.Matcher.quoteReplacement(broken));

        LintReport report = lint(spoilt);

        if (rule.equals("NONE")) {
            assertThat(report.findings()).isEmpty();
        } else {
            assertThat(spoilt).isNotEqualTo(file);
            assertThat(report.findings()).extracting(f -> f.rule().name()).contains(rule);
            assertThat(report.complete()).isTrue();
        }
    }

    @Test
    void rows_of_one_content_are_found_and_named() throws IOException {
        LintReport report = lint(VicsSamples.write(VicsProfile.UK, full(), bare(), bare()));

        assertThat(report.repeatedMd5()).containsExactly(bare().md5());
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.findings()).singleElement().satisfies(f -> {
            assertThat(f.rule()).isEqualTo(LintRule.MEDIA_REPEATED);
            assertThat(f.examples().getFirst().mediaIndex()).isEqualTo(1);
        });
    }

    @Test
    void a_media_without_any_digest_is_found() throws IOException {
        assertThat(lint(VicsSamples.write(VicsProfile.V1_3, bare())
                                .replace("\"MD5\":\"ff50df05ff8c4fed7bc7c78b444bcc98\"", "\"MD5\":\"\"")
                                .replace("\"SHA1\":\"cf6d0d04367286a1d988ab80089ae60ba57ac4a4\"", "\"SHA1\":null"))
                        .has(LintRule.NO_DIGEST))
                .isTrue();
    }

    @Test
    void the_real_nist_files_are_read_whole_and_their_only_faults_are_the_numbers_that_are_always_zero()
            throws IOException {
        long rows = 0;
        try (Stream<Path> files = Files.list(SharedData.path("nsrl-caid"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                LintReport report = linter.lint(file);
                rows += report.media();
                assertThat(report.complete()).isTrue();
                assertThat(report.findings())
                        .extracting(LintFinding::rule)
                        .isSubsetOf(LintRule.MEDIA_ID_REPEATED, LintRule.MEDIA_REPEATED);
            }
        }
        assertThat(rows).isPositive();
    }

    @Test
    void a_known_vendor_is_named_with_the_finding() throws IOException {
        LintReport report = linter.lint(SharedData.path("vics/uk-case/VICS_Pictures_Results.json"));

        assertThat(report.writer()).isEqualTo("synthetic-sample synthetic");
        assertThat(report.findings().stream()
                        .filter(f -> f.rule() == LintRule.BOOLEAN_AS_TEXT)
                        .findFirst()
                        .orElseThrow()
                        .toString())
                .contains("Known of Clees4All");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "{}", "{\"a\":1}", "[1", "{\"value\":", "\u0000", "null", "12"})
    void what_is_not_vics_is_refused(String text) throws IOException {
        LintReport report = lint(text);

        assertThat(report.exitCode()).isEqualTo(4);
        assertThat(report.refusal()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void a_file_cut_at_any_byte_is_refused() throws IOException {
        byte[] whole = VicsSamples.write(VicsProfile.DEFAULT, full()).getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("cut.json");
        for (int length = 1; length < whole.length - 2; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThat(linter.lint(file).exitCode()).as("cut at %s", length).isEqualTo(4);
        }
    }

    @Test
    void utf_16_a_mark_and_stray_bytes_are_named_and_do_not_stop_the_check() throws IOException {
        String text = VicsSamples.write(VicsProfile.UK, full());
        Path file = folder.resolve("encoded.json");

        Files.write(file, ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE));
        LintReport wide = linter.lint(file);
        Files.write(file, ("\ufeff" + text).getBytes(StandardCharsets.UTF_8));
        LintReport marked = linter.lint(file);
        Files.write(file, text.replace("Zoë", "Zo\u00eb").getBytes(StandardCharsets.ISO_8859_1));
        LintReport stray = linter.lint(file);

        assertThat(List.of(wide, marked, stray)).allMatch(LintReport::complete).allMatch(r -> r.media() == 1);
        assertThat(wide.has(LintRule.ENCODING_UTF16)).isTrue();
        assertThat(marked.has(LintRule.ENCODING_MARK)).isTrue();
        assertThat(stray.has(LintRule.ENCODING_BAD)).isTrue();
    }

    private LintReport lint(String text) throws IOException {
        Path file = folder.resolve("file.json");
        Files.writeString(file, text);
        return linter.lint(file);
    }
}
