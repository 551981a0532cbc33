package org.curlew.grading.vics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.curlew.grading.media.Samples.at;
import static org.curlew.grading.media.Samples.found;
import static org.curlew.grading.media.Samples.illegal;
import static org.curlew.grading.media.Samples.picture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.curlew.grading.media.Camera;
import org.curlew.grading.media.Content;
import org.curlew.grading.media.FoundMedia;
import org.curlew.grading.media.Match;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Place;
import org.curlew.grading.media.Samples;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExhibitVicsTest {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private final Media media = new Media(DATABASE.dataSource(), DATABASE.transactions());
    private final ExhibitVics vics = new ExhibitVics(media);
    private String operation;
    private long exhibit;

    @BeforeEach
    void books_in_an_exhibit() {
        operation = "OP-" + System.nanoTime();
        exhibit = new Exhibits(DATABASE.dataSource())
                .bookIn(operation, "ABC/1", "examiner")
                .id();
    }

    @ParameterizedTest
    @EnumSource(names = {"UK", "DEFAULT"})
    void an_exhibits_file_agrees_with_the_published_model(VicsProfile profile) {
        Content camera = new Content(
                picture("c").sha256(),
                picture("c").md5(),
                picture("c").sha1(),
                1,
                "image/jpeg",
                new Camera("Make", "Model", "Serial", "2024:01:02 03:04:05"),
                "ab".repeat(32),
                80);
        media.record(
                exhibit,
                Stream.of(
                        found("a", "/DCIM/a.jpg", illegal()),
                        found("a", "/copy/a.jpg", illegal()),
                        found("b", "/b.jpg"),
                        new FoundMedia(camera, at("/c.jpg"), null)));

        assertThat(Csdl.load().violations(write(profile))).isEmpty();
    }

    @Test
    void an_exact_match_of_an_illegal_set_is_precategorised_and_names_set_and_version() {
        media.record(exhibit, Stream.of(found("a", "/DCIM/a.jpg", illegal()), found("b", "/b.jpg")));

        JsonNode a = row("a");
        assertThat(a.get("Category").asInt()).isEqualTo(1);
        assertThat(a.get("IsPrecategorized").asBoolean()).isTrue();
        assertThat(a.get("PrecategorizationSource").asString()).isEqualTo("Force set 2026-01");
        assertThat(row("b").has("Category")).isFalse();
        assertThat(row("b").get("IsPrecategorized").asBoolean()).isFalse();
    }

    @Test
    void a_near_match_is_suspected_and_has_no_category() {
        Match near = new Match("Force set", "1", Match.ILLEGAL, "uk-2014", 1, Match.NEAR);
        media.record(exhibit, Stream.of(found("a", "/a", near)));

        assertThat(row("a").has("Category")).isFalse();
        assertThat(row("a").get("IsSuspected").asBoolean()).isTrue();
    }

    @Test
    void a_number_of_another_scheme_is_never_written_as_if_it_were_this_ones() {
        Match american = new Match("US set", "7", Match.ILLEGAL, "vics-us", 2, "md5");
        media.record(exhibit, Stream.of(found("a", "/a", illegal()), found("b", "/b", american)));

        JsonNode b = row("b");
        assertThat(b.get("IsPrecategorized").asBoolean()).isTrue();
        assertThat(b.has("Category")).isFalse();
        assertThat(b.get("PrecategorizationSource").asString()).isEqualTo("US set 7 (scheme vics-us)");
    }

    @Test
    void a_file_in_an_archive_names_its_parent_and_folder_and_name_make_the_path() {
        Place inside = new Place(0, "/inner/x.jpg", "/docs/album.zip", "", "", "", "", false, true, false);
        media.record(exhibit, Stream.of(new FoundMedia(picture("a"), inside, null)));

        JsonNode file = row("a").get("MediaFiles").get(0);
        assertThat(file.get("FilePath").asString() + file.get("FileName").asString())
                .isEqualTo("/inner/x.jpg");
        assertThat(file.get("ParentFilePath").asString()).isEqualTo("/docs/");
        assertThat(file.get("ParentFileName").asString()).isEqualTo("album.zip");
        assertThat(file.get("SourceID").asString()).isEqualTo("ABC/1");
        assertThat(file.get("Deleted").asBoolean()).isTrue();
        assertThat(file.get("Unallocated").asBoolean()).isTrue();
    }

    @Test
    void two_contents_with_one_md5_are_one_row_that_names_both() {
        Content a = picture("a");
        Content twin =
                new Content("f".repeat(64), a.md5(), picture("other").sha1(), 5, "image/jpeg", Camera.NONE, null, null);
        media.record(exhibit, Stream.of(new FoundMedia(a, at("/a"), null), new FoundMedia(twin, at("/twin"), null)));

        JsonNode row = row("a");
        assertThat(row.get("MediaFiles")).hasSize(2);
        assertThat(row.get("MediaMetadata").get(0).get("PropertyValue").asString())
                .isIn("f".repeat(64), a.sha256());
        assertThat(Csdl.load().violations(write(VicsProfile.DEFAULT))).isEmpty();
    }

    @Test
    void the_same_exhibit_gives_the_same_bytes_in_whatever_order_it_was_recorded() {
        media.record(exhibit, IntStream.range(0, 500).mapToObj(i -> found("n" + i % 400, "/" + i)));
        String first = write(VicsProfile.DEFAULT);
        media.record(exhibit, IntStream.range(0, 500).mapToObj(i -> 499 - i).map(i -> found("n" + i % 400, "/" + i)));

        assertThat(write(VicsProfile.DEFAULT)).isEqualTo(first);
    }

    @Test
    void an_exhibit_without_media_is_a_sound_empty_case() {
        assertThat(Csdl.load().violations(write(VicsProfile.DEFAULT))).isEmpty();
        assertThat(write(VicsProfile.DEFAULT)).contains("\"TotalMediaFiles\":0");
    }

    private JsonNode row(String text) {
        String md5 = Samples.picture(text).md5().toUpperCase(java.util.Locale.ROOT);
        JsonNode rows = JsonMapper.shared()
                .readTree(write(VicsProfile.DEFAULT))
                .get("value")
                .get(0)
                .get("Media");
        return rows.valueStream()
                .filter(r -> r.get("MD5").asString().equals(md5))
                .findFirst()
                .orElseThrow();
    }

    private String write(VicsProfile profile) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        vics.write(out, profile, new ExhibitExport(exhibit, operation, "ABC/1", "1.0"));
        return out.toString(StandardCharsets.UTF_8);
    }
}
