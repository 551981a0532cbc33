package org.curlew.grading.vics.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.curlew.grading.vics.VicsSamples.bare;
import static org.curlew.grading.vics.VicsSamples.full;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.curlew.grading.vics.SharedData;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.vics.VicsSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
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
    @MethodSource("org.curlew.grading.vics.lint.SpoiltFile#all")
    void each_fault_is_found_by_its_own_rule(SpoiltFile fault) throws IOException {
        LintReport report = lint(fault.text());

        assertThat(report.findings()).extracting(LintFinding::rule).contains(fault.rule());
        assertThat(report.complete()).isTrue();
    }

    @Test
    void every_rule_has_a_file_that_breaks_it() {
        Set<LintRule> encodings =
                EnumSet.of(LintRule.ENCODING_UTF16, LintRule.ENCODING_MARK, LintRule.ENCODING_BAD); // below, by bytes

        assertThat(SpoiltFile.all().map(SpoiltFile::rule).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.complementOf(EnumSet.copyOf(encodings)));
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
    void text_after_the_end_is_not_called_a_cut() throws IOException {
        LintReport report = lint(VicsSamples.write(VicsProfile.UK, full()) + "garbage");

        assertThat(report.exitCode()).isEqualTo(4);
        assertThat(report.refusal()).startsWith("whole, but with text that is no JSON after its end, from byte ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[[[[[[[", "NaN", "9999999999"})
    void what_the_parser_does_not_take_is_named_with_its_place_and_without_the_parsers_own_words(String bad)
            throws IOException {
        String much = bad.equals("NaN") ? bad : bad.repeat(200);
        LintReport report = lint(
                VicsSamples.write(VicsProfile.UK, full()).replaceFirst("\"MediaSize\":\\d+", "\"MediaSize\":" + much));

        assertThat(report.exitCode()).isEqualTo(4);
        assertThat(report.refusal()).matches("not JSON from byte [1-9]\\d+ on: .+; export it again");
        assertThat(report.refusal()).doesNotContain("`", "StreamRead", "JsonReadFeature");
    }

    @Test
    void a_name_of_a_field_or_writer_forges_no_line_and_drives_no_terminal() throws IOException {
        LintReport report = lint(VicsSamples.write(VicsProfile.UK, full())
                .replaceFirst("\"MediaSize\"", "\"Evil\\\\ncurlew: fake\\\\u001b[2J\":1,\"MediaSize\"")
                .replaceFirst(
                        "\"SourceApplicationName\":\"[^\"]*\"", "\"SourceApplicationName\":\"A\\\\nB\\\\u001b[2J\""));

        assertThat(report.findings()).isNotEmpty().allSatisfy(f -> assertThat(f.toString())
                .doesNotContainPattern("\\p{Cntrl}"));
        assertThat(report.findings().toString()).contains("Evil?curlew: fake?[2J");
        assertThat(report.writer()).startsWith("A?B?[2J");
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
