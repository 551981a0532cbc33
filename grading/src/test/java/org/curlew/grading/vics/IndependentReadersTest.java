package org.curlew.grading.vics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.grading.vics.VicsSamples.MD5;
import static org.curlew.grading.vics.VicsSamples.SHA1;
import static org.curlew.grading.vics.VicsSamples.bare;
import static org.curlew.grading.vics.VicsSamples.full;
import static org.curlew.grading.vics.VicsSamples.write;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.curlew.triage.vics.VicsKind;
import org.curlew.triage.vics.VicsMedia;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our files in the eyes of others, each reader written from the published description of its rules and shape alone. */
class IndependentReadersTest {

    @ParameterizedTest
    @EnumSource(names = {"DEFAULT", "V1_3"})
    void the_strictest_reader_takes_our_hash_sets_with_every_field_it_knows(VicsProfile profile) {
        List<Map<String, Object>> records = StrictHashSetReader.read(hashSet(profile));

        Map<String, Object> first = records.getFirst();
        assertThat(first.get("MD5").toString()).isEqualToIgnoringCase(MD5);
        assertThat(first.get("SHA1").toString()).isEqualToIgnoringCase(SHA1);
        assertThat(first)
                .containsEntry("Category", 2)
                .containsEntry("PhotoDNA", "QUJD".repeat(48))
                .containsEntry("Series", "SYN-SERIES-1")
                .containsEntry("Tags", "tag1,tag2")
                .containsEntry("VictimIdentified", "true")
                .containsEntry("IsDistributed", "true")
                .containsEntry("IsPrecategorized", "true");
    }

    @ParameterizedTest
    @EnumSource(names = {"UK", "V1_2"})
    void the_strictest_reader_refuses_the_contexts_it_is_known_to_refuse(VicsProfile profile) {
        assertThatThrownBy(() -> StrictHashSetReader.read(hashSet(profile))).hasMessageContaining("unknown context");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"value\":[],\"@odata.context\":\"x\"}",
                "{\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media\","
                        + "\"value\":[],\"more\":1}"
            })
    void the_strictest_reader_can_refuse(String file) {
        assertThatThrownBy(() -> StrictHashSetReader.read(file)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void who_reads_nists_own_sets_finds_size_as_text_and_a_file_name() {
        JsonNode root = JsonMapper.shared().readTree(hashSet(VicsProfile.V1_2));

        assertThat(root.propertyNames().iterator().next()).isEqualTo("odata.metadata");
        assertThat(root.get("odata.metadata").asString()).endsWith("/1.2.xml#Media");
        JsonNode row = root.get("value").get(0);
        assertThat(row.get("MediaSize").isString()).isTrue();
        assertThat(row.get("MediaFiles").get(0).get("FileName").asString()).isEqualTo("a.png");
    }

    @ParameterizedTest
    @EnumSource(names = {"UK", "DEFAULT", "V1_3"})
    void who_tells_the_shape_by_the_contexts_end_finds_cases_and_sets(VicsProfile profile) {
        assertThat(context(write(profile, full()))).endsWith("#Cases").doesNotEndWith("#Media");
        assertThat(context(hashSet(profile))).endsWith("#Media");
    }

    @ParameterizedTest
    @EnumSource(names = {"UK", "DEFAULT", "V1_3"})
    void who_joins_by_digest_and_full_path_finds_every_place(VicsProfile profile) {
        List<String> joined = new ArrayList<>();
        for (JsonNode one : JsonMapper.shared().readTree(write(profile, full())).get("value")) {
            for (JsonNode media : one.get("Media")) {
                for (JsonNode file : media.get("MediaFiles")) {
                    joined.add(file.get("MD5").asString().toLowerCase(Locale.ROOT)
                            + " "
                            + file.get("FilePath").asString()
                            + file.get("FileName").asString());
                }
            }
        }

        assertThat(joined).containsExactly(MD5 + " /Users/Zoë/Pictures/a.png", MD5 + " /Users/Zoë/Pictures/b.png");
    }

    @ParameterizedTest
    @EnumSource(names = {"UK", "DEFAULT", "V1_3", "V1_1"})
    void who_matches_rows_by_media_id_finds_it_once_each_as_a_number(VicsProfile profile) {
        List<Integer> ids = new ArrayList<>();
        JsonNode rows = JsonMapper.shared()
                .readTree(write(profile, full(), bare()))
                .get("value")
                .get(0)
                .get("Media");
        for (JsonNode row : rows) {
            assertThat(row.get("MediaID").isIntegralNumber()).isTrue();
            ids.add(row.get("MediaID").asInt());
        }

        assertThat(ids).hasSize(2).doesNotHaveDuplicates();
    }

    private static String context(String file) {
        JsonNode root = JsonMapper.shared().readTree(file);
        return root.get(root.propertyNames().iterator().next()).asString();
    }

    private static String hashSet(VicsProfile profile) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VicsWriter writer = VicsWriter.start(out, profile, VicsKind.MEDIA);
        for (VicsMedia row : List.of(full(), bare())) {
            writer.media(row);
        }
        writer.finish();
        return out.toString(StandardCharsets.UTF_8);
    }
}
