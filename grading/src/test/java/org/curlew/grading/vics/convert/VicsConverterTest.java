package org.curlew.grading.vics.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.grading.vics.VicsSamples.bare;
import static org.curlew.grading.vics.VicsSamples.full;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.curlew.grading.vics.Csdl;
import org.curlew.grading.vics.SharedData;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.vics.VicsRefusedException;
import org.curlew.grading.vics.VicsSamples;
import org.curlew.grading.vics.lint.LintRule;
import org.curlew.grading.vics.lint.SpoiltFile;
import org.curlew.grading.vics.lint.VicsLinter;
import org.curlew.storage.csv.CsvCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VicsConverterTest {

    private final VicsLinter linter = new VicsLinter();
    private final VicsConverter converter = new VicsConverter(linter);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "synthetic-vics11-case.json",
                "synthetic-vics13-case.json",
                "synthetic-vics13-hashset.json",
                "synthetic-vics20-default-hashset.json",
                "synthetic-vics20-quirks-bom-stringbools-hashset.json",
                "uk-case/VICS_Pictures_Results.json"
            })
    void every_sample_becomes_a_sound_version_2_file(String name) throws IOException {
        Path out = folder.resolve("out.json");

        converter.convert(SharedData.path("vics/" + name), out, VicsProfile.DEFAULT);

        assertThat(Csdl.load().violations(out)).isEmpty();
        assertThat(linter.lint(out).findings()).isEmpty();
        assertThat(linter.lint(out).media()).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("org.curlew.grading.vics.lint.SpoiltFile#all")
    void what_has_one_right_answer_is_repaired_and_listed_and_the_rest_stays_open(SpoiltFile fault) throws IOException {
        Path out = folder.resolve("out.json");

        Conversion conversion = converter.convert(write(fault.text()), out, VicsProfile.DEFAULT);

        if (fault.rule().repair() != null) {
            assertThat(linter.lint(out).has(fault.rule())).isFalse();
            String named = fault.rule() == LintRule.MEDIA_ID_REPEATED
                    ? "MediaID is missing or repeated"
                    : fault.rule().meaning();
            assertThat(Files.readString(conversion.repairFile())).contains(CsvCell.of(named));
        } else if (fault.rule() == LintRule.NO_DIGEST) {
            assertThat(conversion.repairs()).extracting(Repair::done).contains("row left out");
        } else {
            assertThat(linter.lint(out).has(fault.rule())).isTrue();
        }
    }

    @Test
    void our_own_file_comes_out_as_the_same_bytes_and_without_a_repair() throws IOException {
        Path in = write(VicsSamples.write(VicsProfile.UK, full(), bare()));
        Path first = folder.resolve("first.json");
        Path second = folder.resolve("second.json");

        converter.convert(in, first, VicsProfile.DEFAULT);
        Conversion again = converter.convert(first, second, VicsProfile.DEFAULT);

        assertThat(again.repairs()).isEmpty();
        assertThat(Files.readString(second)).isEqualTo(Files.readString(first));
    }

    @Test
    void what_was_repaired_is_listed_beside_the_file() throws IOException {
        Path out = folder.resolve("out.json");

        Conversion conversion =
                converter.convert(SharedData.path("vics/uk-case/VICS_Pictures_Results.json"), out, VicsProfile.UK);

        assertThat(conversion.repairs())
                .extracting(Repair::field)
                .contains("Media.IsPrecategorized", "Case.CaseID", "Media.RelativeFilePath", "MediaFile.MediaFileID");
        assertThat(Files.readString(conversion.repairFile()))
                .startsWith("what,field,count")
                .contains("written with slashes");
        assertThat(Files.readString(out)).contains("\"Files/14/0D/140DCF8BBD1F46F2AE0F78824EB7A6D5\"");
    }

    @Test
    void rows_of_one_content_become_one_with_the_places_of_both_and_the_count_is_right() throws IOException {
        String twice = VicsSamples.write(VicsProfile.DEFAULT, full(), bare(), full())
                .replaceFirst("\"Media\":", "\"TotalMediaFiles\":3,\"Media\":");
        Path out = folder.resolve("out.json");

        Conversion conversion = converter.convert(write(twice), out, VicsProfile.DEFAULT);

        JsonNode head = JsonMapper.shared().readTree(out.toFile()).get("value").get(0);
        assertThat(head.get("TotalMediaFiles").asInt()).isEqualTo(2);
        assertThat(head.get("Media")).hasSize(2);
        assertThat(linter.lint(out).findings()).isEmpty();
        assertThat(conversion.repairs()).extracting(Repair::field).contains("Media.MD5");
    }

    @Test
    void rows_of_one_content_that_differ_in_category_lose_it_and_the_list_says_so() throws IOException {
        String differing = VicsSamples.write(VicsProfile.DEFAULT, full(), full());
        int second = differing.lastIndexOf("\"Category\":2");
        Path in = write(differing.substring(0, second) + "\"Category\":3" + differing.substring(second + 12));
        Path out = folder.resolve("out.json");

        Conversion conversion = converter.convert(in, out, VicsProfile.DEFAULT);

        JsonNode row = JsonMapper.shared().readTree(out.toFile()).at("/value/0/Media/0");
        assertThat(row.has("Category")).isFalse();
        assertThat(conversion.repairs())
                .extracting(Repair::done)
                .contains("left without a category: a person must decide");
    }

    @Test
    void a_row_without_md5_is_left_out_and_listed() throws IOException {
        String text = VicsSamples.write(VicsProfile.DEFAULT, bare(), full())
                .replaceFirst("\"MD5\":\"FF50DF05FF8C4FED7BC7C78B444BCC98\"", "\"MD5\":\"\"");
        Path out = folder.resolve("out.json");

        Conversion conversion = converter.convert(write(text), out, VicsProfile.UK);

        assertThat(conversion.repairs()).extracting(Repair::done).contains("row left out");
        assertThat(linter.lint(out).media()).isEqualTo(1);
    }

    @Test
    void a_file_that_is_cut_short_is_refused_and_nothing_is_written() throws IOException {
        String text = VicsSamples.write(VicsProfile.DEFAULT, full());
        Path in = write(text.substring(0, text.length() - 20));

        assertThatThrownBy(() -> converter.convert(in, folder.resolve("out.json"), VicsProfile.UK))
                .isInstanceOf(VicsRefusedException.class)
                .hasMessageContaining("cut short");
        assertThat(folder.toFile().list()).isEqualTo(new String[] {"in.json"});
    }

    @Test
    void a_hash_set_stays_a_hash_set_and_a_profile_without_them_refuses() throws IOException {
        Path in = SharedData.path("vics/synthetic-vics13-hashset.json");
        Path out = folder.resolve("out.json");

        converter.convert(in, out, VicsProfile.V1_2);

        assertThat(Files.readString(out)).contains("1.2.xml#Media");
        assertThatThrownBy(() -> converter.convert(in, out, VicsProfile.V1_1)).isInstanceOf(VicsRefusedException.class);
        assertThat(List.of(folder.toFile().list())).doesNotContain("out.json.part");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("in.json"), text);
    }
}
