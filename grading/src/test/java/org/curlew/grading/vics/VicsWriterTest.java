package org.curlew.grading.vics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.grading.vics.VicsSamples.bare;
import static org.curlew.grading.vics.VicsSamples.full;
import static org.curlew.grading.vics.VicsSamples.header;
import static org.curlew.grading.vics.VicsSamples.write;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsFinding;
import org.curlew.triage.vics.VicsHandler;
import org.curlew.triage.vics.VicsKind;
import org.curlew.triage.vics.VicsMedia;
import org.curlew.triage.vics.VicsPosition;
import org.curlew.triage.vics.VicsReader;
import org.curlew.triage.vics.VicsTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VicsWriterTest {

    private final Csdl csdl = Csdl.load();

    @ParameterizedTest
    @EnumSource(names = {"UK", "DEFAULT"})
    void a_version_2_file_agrees_with_the_published_model(VicsProfile profile) {
        assertThat(csdl.violations(write(profile, full(), bare()))).isEmpty();
    }

    @Test
    void the_check_against_the_model_can_fail() {
        String sound = write(VicsProfile.DEFAULT, full());

        assertThat(csdl.violations(sound.replace("\"IsPrecategorized\":true", "\"IsPrecategorized\":null")))
                .hasSize(1);
        assertThat(csdl.violations(sound.replace("\"MediaID\":1,", "\"MediaID\":\"1\",")))
                .hasSize(1);
        assertThat(csdl.violations(sound.replace("\"SHA1\"", "\"sha1\""))).hasSize(1);
        assertThat(csdl.violations(sound.replace("31T01:30:00Z", "31T01:30:00")))
                .isNotEmpty();
    }

    @Test
    void the_uk_profile_has_the_known_order_and_leaves_out_what_the_known_exporter_does() {
        JsonNode root = JsonMapper.shared().readTree(write(VicsProfile.UK, full(), bare()));
        JsonNode first = root.get("value").get(0).get("Media").get(0);

        assertThat(root.get("@odata.context").asString())
                .isEqualTo("http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Cases");
        assertThat(root.get("value").get(0).propertyNames())
                .containsExactly(
                        "CaseID",
                        "CaseNumber",
                        "ContactPhone",
                        "ContactEmail",
                        "ContactTitle",
                        "ContactOrganization",
                        "SourceApplicationName",
                        "SourceApplicationVersion",
                        "Media");
        assertThat(first.propertyNames())
                .containsExactly(
                        "MediaID",
                        "Category",
                        "MD5",
                        "SHA1",
                        "VictimIdentified",
                        "IsDistributed",
                        "Comments",
                        "Series",
                        "Tags",
                        "DateUpdated",
                        "MediaSize",
                        "RelativeFilePath",
                        "IsPrecategorized",
                        "PrecategorizationSource",
                        "IsSuspected",
                        "MimeType",
                        "PhotoDNA",
                        "MediaFiles",
                        "MediaMetadata");
        assertThat(first.get("MediaFiles").get(0).propertyNames())
                .containsExactly(
                        "MD5",
                        "MediaFileID",
                        "FileName",
                        "FilePath",
                        "Created",
                        "Written",
                        "Accessed",
                        "Unallocated",
                        "Deleted",
                        "ParentMD5",
                        "ParentFileName",
                        "ParentFilePath",
                        "ParentPhysicalLocation",
                        "PhysicalLocation",
                        "SourceID");
        assertThat(root.get("value").get(0).get("Media").get(1).propertyNames())
                .containsExactly("MediaID", "MD5", "SHA1", "IsPrecategorized", "MediaFiles");
    }

    @Test
    void version_1_3_has_its_links_its_nulls_and_photodna_among_the_hashes() {
        JsonNode root = JsonMapper.shared().readTree(write(VicsProfile.V1_3, bare(), full()));
        JsonNode sample = JsonMapper.shared()
                .readTree(SharedData.path("vics/synthetic-vics13-case.json").toFile());
        JsonNode ours = root.get("value").get(0);
        JsonNode theirs = sample.get("value").get(0);

        assertThat(root.propertyNames()).containsExactlyElementsOf(sample.propertyNames());
        assertThat(root.get("odata.metadata")).isEqualTo(sample.get("odata.metadata"));
        assertThat(ours.propertyNames()).containsExactlyElementsOf(theirs.propertyNames());
        assertThat(ours.get("Media").get(0).get("Category").isNull()).isTrue();
        assertThat(ours.get("Media").get(1).get("AlternativeHashes"))
                .extracting(h -> h.get("HashName").asString())
                .containsExactly("SHA256", "PhotoDNA");
        assertThat(ours.get("Media").get(1).get("MediaFiles").get(0).propertyNames())
                .containsAll(theirs.get("Media").get(0).get("MediaFiles").get(0).propertyNames());
    }

    @Test
    void version_1_1_has_the_fields_of_its_known_writer() {
        JsonNode sample = JsonMapper.shared()
                .readTree(SharedData.path("vics/synthetic-vics11-case.json").toFile());
        JsonNode ours = JsonMapper.shared()
                .readTree(write(VicsProfile.V1_1, full()))
                .get("value")
                .get(0);
        JsonNode theirs = sample.get("value").get(0);

        assertThat(ours.propertyNames()).containsExactlyElementsOf(theirs.propertyNames());
        assertThat(ours.get("Media").get(0).propertyNames())
                .containsExactlyElementsOf(theirs.get("Media").get(0).propertyNames());
        assertThat(ours.get("Media").get(0).get("MediaSize").asString()).isEqualTo("9007199254740993");
    }

    @Test
    void a_hash_set_of_version_1_2_has_the_fields_of_nists_own() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VicsWriter writer = VicsWriter.start(out, VicsProfile.V1_2, VicsKind.MEDIA);
        writer.media(full());
        writer.finish();
        JsonNode ours = JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
        JsonNode theirs = JsonMapper.shared()
                .readTree(SharedData.path("nsrl-caid/NSRL-CAID-ART.json").toFile());

        assertThat(ours.get("odata.metadata")).isEqualTo(theirs.get("odata.metadata"));
        assertThat(ours.get("value").get(0).propertyNames())
                .containsExactlyElementsOf(theirs.get("value").get(0).propertyNames());
    }

    @ParameterizedTest
    @EnumSource(names = {"UK", "DEFAULT", "V1_3", "V1_1"})
    void the_same_rows_give_the_same_bytes_without_a_mark(VicsProfile profile) {
        String text = write(profile, full(), bare());

        assertThat(text)
                .isEqualTo(write(profile, full(), bare()))
                .startsWith("{\"")
                .endsWith("}\n");
    }

    @Test
    void sixty_four_bit_numbers_and_odd_texts_come_back_exactly() {
        String text = write(VicsProfile.DEFAULT, full());
        JsonNode row = JsonMapper.shared().readTree(text).get("value").get(0);

        assertThat(row.get("CaseNumber").asString()).isEqualTo(header().caseNumber());
        assertThat(row.get("Media").get(0).get("MediaSize").asLong()).isEqualTo(9_007_199_254_740_993L);
        assertThat(row.get("Media").get(0).get("Comments").asString()).isEqualTo(full().comments());
        assertThat(text).contains("\"PhysicalLocation\":9007199254740993");
    }

    @Test
    void times_are_utc_with_seconds_whatever_zone_they_came_in() {
        String text = write(VicsProfile.UK, full());

        assertThat(text)
                .contains("\"Created\":\"2024-03-31T01:30:00Z\"")
                .contains("\"Written\":\"2024-02-29T23:59:59.1234567Z\"")
                .contains("\"Accessed\":\"2024-10-27T01:30:00Z\"");
    }

    @Test
    void a_time_without_a_zone_is_left_out_and_counted_rather_than_guessed() {
        VicsMedia row = VicsMedia.builder()
                .md5(VicsSamples.MD5)
                .dateUpdated(VicsTime.parse("2024-03-31T01:30:00").orElseThrow())
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        VicsWritten written =
                VicsWriter.write(out, VicsProfile.UK, header(), List.of(row).iterator());

        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("DateUpdated");
        assertThat(written.leftOut()).containsEntry("DateUpdated without a time zone", 1L);
    }

    @Test
    void half_a_surrogate_pair_becomes_a_visible_sign() {
        VicsMedia row =
                VicsMedia.builder().md5(VicsSamples.MD5).comments("a\ud83db").build();

        assertThat(write(VicsProfile.UK, row)).contains("a\ufffdb");
    }

    @Test
    void our_own_reader_gives_back_what_was_written() throws IOException {
        byte[] file = write(VicsProfile.DEFAULT, full(), bare()).getBytes(StandardCharsets.UTF_8);
        List<VicsMedia> read = new ArrayList<>();
        List<VicsCase> cases = new ArrayList<>();
        List<VicsFinding> findings = new ArrayList<>();

        VicsReader.ofEverything().read(new ByteArrayInputStream(file), "test", new VicsHandler() {
            @Override
            public void media(VicsMedia media, VicsPosition position) {
                read.add(media);
            }

            @Override
            public void caseObject(VicsCase caseObject, VicsPosition position) {
                cases.add(caseObject);
            }

            @Override
            public void finding(VicsFinding finding) {
                findings.add(finding);
            }
        });
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        VicsWriter.write(again, VicsProfile.DEFAULT, cases.getFirst(), read.iterator());

        assertThat(findings).isEmpty();
        assertThat(again.toByteArray()).isEqualTo(file);
    }

    @Test
    void a_row_without_an_md5_is_refused() {
        VicsMedia row = VicsMedia.builder().sha1(VicsSamples.SHA1).build();

        assertThatThrownBy(() -> write(VicsProfile.UK, row))
                .isInstanceOf(VicsRefusedException.class)
                .hasMessageContaining("no MD5");
    }

    @Test
    void a_total_that_does_not_come_true_stops_the_file() {
        VicsCase wrong = VicsCase.builder()
                .caseId("0f0e0d0c-0b0a-0908-0706-050403020100")
                .totalMediaFiles(2)
                .build();

        assertThatThrownBy(() -> VicsWriter.write(
                        new ByteArrayOutputStream(),
                        VicsProfile.DEFAULT,
                        wrong,
                        List.of(bare()).iterator()))
                .hasMessageContaining("states 2 media and has 1");
    }
}
