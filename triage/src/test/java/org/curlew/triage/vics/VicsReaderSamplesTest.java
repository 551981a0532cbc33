package org.curlew.triage.vics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VicsReaderSamplesTest {

    private static final String FIRST_MD5 = "140dcf8bbd1f46f2ae0f78824eb7a6d5";

    @ParameterizedTest
    @CsvSource({
        "synthetic-vics11-case.json, V1_1, CASES",
        "synthetic-vics13-case.json, V1_3, CASES",
        "synthetic-vics13-hashset.json, V1_3, MEDIA",
        "synthetic-vics20-default-hashset.json, V2_0, MEDIA",
        "synthetic-vics20-quirks-bom-stringbools-hashset.json, V2_0, MEDIA",
        "uk-case/VICS_Pictures_Results.json, V2_0, CASES",
    })
    void every_sample_is_read_whole(String name, VicsVersion version, VicsKind kind) throws IOException {
        Collected read = Collected.read(SharedData.file("vics/" + name));

        assertThat(read.summary.header().version()).isEqualTo(version);
        assertThat(read.summary.header().kind()).isEqualTo(kind);
        assertThat(read.media).hasSize(4).first().extracting(VicsMedia::md5).isEqualTo(FIRST_MD5);
        assertThat(read.cases).hasSize(kind == VicsKind.CASES ? 1 : 0);
        assertThat(read.summary.rejected()).isZero();
        assertThat(read.kinds())
                .doesNotContain(
                        VicsFinding.Kind.REJECTED_ROW, VicsFinding.Kind.UNREADABLE_VALUE, VicsFinding.Kind.BAD_DIGEST);
    }

    @ParameterizedTest
    @CsvSource({"ART, 1", "BMP, -1", "GIF, -1", "JPG, -1", "MPG, -1", "WMV, -1"})
    void the_real_files_of_nist_are_read_record_by_record(String type, int known) throws IOException {
        var file = SharedData.file("nsrl-caid/NSRL-CAID-" + type + ".json");
        int expected = Files.readString(file).split("\"odata.id\":\"Media", -1).length - 1;

        Collected read = Collected.read(file);

        assertThat(read.media).hasSize(expected).hasSizeGreaterThanOrEqualTo(Math.max(1, known));
        assertThat(read.media)
                .allMatch(m ->
                        m.category() == 8 && m.mediaId() == 0 && m.mediaFiles().size() == 1);
        assertThat(read.findings).isEmpty();
    }

    @Test
    void a_uk_case_keeps_exact_numbers_times_and_places() throws IOException {
        Collected read = Collected.read(SharedData.file("vics/uk-case/VICS_Pictures_Results.json"));

        assertThat(read.summary.header().region()).isEqualTo("UK");
        assertThat(read.cases.getFirst().caseId()).isEqualTo("0f0e0d0c-0b0a-0908-0706-050403020100");
        assertThat(read.cases.getFirst().caseNumber()).isEqualTo("SYN/0001/25");
        assertThat(read.media.get(3).mediaSize()).isEqualTo(9007199254740993L);
        assertThat(read.media.get(2).mediaFiles()).hasSize(2).anyMatch(f -> Long.valueOf(9007199254740993L)
                .equals(f.physicalLocation()));
        VicsMediaFile place = read.media.getFirst().mediaFiles().getFirst();
        assertThat(place.filePath()).isEqualTo("Partition 1\\Users\\Zoë\\Pictures\\");
        assertThat(place.created().instant()).contains(Instant.parse("2024-02-29T23:59:59.999Z"));
        assertThat(read.media.get(1).victimIdentified()).isTrue();
        assertThat(read.media.get(1).offenderIdentified()).isNull();
        assertThat(read.media.get(1).comments()).isEqualTo("synthetic comment \"quoted\" \\ back");
        assertThat(read.media.getFirst().mediaMetadata())
                .containsExactly(new VicsProperty("XWF Report Table", "synthetic"));
    }

    @Test
    void booleans_and_sizes_as_text_say_the_same_as_the_plain_file() throws IOException {
        Collected plain = Collected.read(SharedData.file("vics/synthetic-vics20-default-hashset.json"));
        Collected quirks = Collected.read(SharedData.file("vics/synthetic-vics20-quirks-bom-stringbools-hashset.json"));

        assertThat(quirks.media).isEqualTo(plain.media);
        assertThat(plain.findings).isEmpty();
        assertThat(quirks.kinds()).containsExactly(VicsFinding.Kind.WRONG_TYPE);
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, true", "UTF-16BE, true", "UTF-16LE, false", "UTF-16BE, false", "UTF-8, true"})
    void a_file_says_the_same_in_every_encoding(String charset, boolean mark) throws IOException {
        var file = SharedData.file("vics/uk-case/VICS_Pictures_Results.json");
        Collected plain = Collected.read(file);
        String text = (mark ? "\uFEFF" : "") + Files.readString(file);

        Collected read = Collected.read(text, java.nio.charset.Charset.forName(charset));

        assertThat(read.media).isEqualTo(plain.media);
        assertThat(read.cases).isEqualTo(plain.cases);
        int width = charset.equals("UTF-8") ? 1 : 2;
        int start = charset.equals("UTF-8") ? (mark ? 3 : 0) : (mark ? 2 : 0);
        assertThat(read.positions.getFirst().byteOffset())
                .isEqualTo(plain.positions.getFirst().byteOffset() * width + start);
    }

    @Test
    void positions_point_at_the_opening_brace_of_the_row() throws IOException {
        var file = SharedData.file("vics/synthetic-vics20-quirks-bom-stringbools-hashset.json");
        byte[] bytes = Files.readAllBytes(file);

        Collected read = Collected.read(bytes);

        assertThat(read.positions).hasSize(4).allMatch(p -> bytes[(int) p.byteOffset()] == '{');
        assertThat(read.positions).extracting(VicsPosition::mediaIndex).containsExactly(0L, 1L, 2L, 3L);
        String third = new String(bytes, (int) read.positions.get(2).byteOffset(), 60, StandardCharsets.UTF_8);
        assertThat(third).contains("\"MediaID\": 3");
    }

    @Test
    void reading_only_digests_gives_the_same_digests_categories_and_flags() throws IOException {
        var file = SharedData.file("vics/uk-case/VICS_Pictures_Results.json");
        Collected digests = new Collected();
        VicsReader.ofDigests().read(file, digests);

        Collected everything = Collected.read(file);

        for (int i = 0; i < 4; i++) {
            assertThat(digests.media.get(i).md5())
                    .isEqualTo(everything.media.get(i).md5());
            assertThat(digests.media.get(i).sha1())
                    .isEqualTo(everything.media.get(i).sha1());
            assertThat(digests.media.get(i).category())
                    .isEqualTo(everything.media.get(i).category());
            assertThat(digests.media.get(i).series())
                    .isEqualTo(everything.media.get(i).series());
            assertThat(digests.media.get(i).mediaFiles()).isEmpty();
        }
    }
}
