package org.curlew.grading.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.grading.media.Samples.found;
import static org.curlew.grading.media.Samples.illegal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MediaTest {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private final Media media = new Media(DATABASE.dataSource(), DATABASE.transactions());
    private final Exhibits exhibits = new Exhibits(DATABASE.dataSource());
    private long exhibit;
    private long other;

    @BeforeEach
    void books_in_two_exhibits() {
        String operation = "OP-" + System.nanoTime();
        exhibit = exhibits.bookIn(operation, "ABC/1", "examiner").id();
        other = exhibits.bookIn(operation, "ABC/2", "examiner").id();
    }

    @Test
    void a_picture_found_twice_is_one_content_with_two_places() {
        Media.Recorded recorded = media.record(exhibit, Stream.of(found("a", "/b.jpg"), found("a", "/a.jpg")));

        assertThat(recorded.occurrences()).isEqualTo(2);
        assertThat(recorded.distinct()).isEqualTo(1);
        assertThat(all(exhibit)).singleElement().satisfies(one -> {
            assertThat(one.content()).isEqualTo(Samples.picture("a"));
            assertThat(one.occurrences()).extracting(o -> o.place().path()).containsExactly("/a.jpg", "/b.jpg");
        });
    }

    @Test
    void recording_an_exhibit_again_replaces_its_places_and_leaves_the_other_exhibits_alone() {
        media.record(exhibit, Stream.of(found("same", "/one.jpg")));
        media.record(other, Stream.of(found("same", "/two.jpg")));

        Media.Recorded again = media.record(exhibit, Stream.of(found("same", "/three.jpg")));

        assertThat(again.firstSeen()).isZero();
        assertThat(paths(exhibit)).containsExactly("/three.jpg");
        assertThat(paths(other)).containsExactly("/two.jpg");
    }

    @Test
    void a_failure_half_way_leaves_what_was_recorded_before() {
        media.record(exhibit, Stream.of(found("kept", "/kept.jpg")));
        Iterator<FoundMedia> broken =
                Stream.of(1, 2, 3).map(MediaTest::failAtThree).iterator();

        assertThatThrownBy(() -> media.record(exhibit, broken)).hasMessageContaining("reader broke");
        assertThat(paths(exhibit)).containsExactly("/kept.jpg");
    }

    @Test
    void media_come_in_the_order_of_their_md5() {
        media.record(exhibit, IntStream.range(0, 3_000).mapToObj(i -> found("n" + i, "/" + i)));

        assertThat(all(exhibit))
                .hasSize(3_000)
                .extracting(m -> m.content().md5())
                .isSorted();
    }

    @Test
    void every_fact_comes_back_as_it_was_given() {
        Content content = new Content(
                Samples.picture("facts").sha256(),
                Samples.picture("facts").md5(),
                Samples.picture("facts").sha1(),
                9_007_199_254_740_993L,
                "video/mp4",
                new Camera("Make", "Model", "Serial\t1", "2024:01:02 03:04:05"),
                "0f".repeat(32),
                77);
        Place place = new Place(
                3, "/odd\\name\twith\nline \"quotes\" Zoë 🐦", "/archive.zip", "1", "2", "3", "4", false, true, true);
        Match match = new Match("Set", "v1", "illegal", "uk-2014", 2, "sha1", true, false, null, "S-1,S-2");

        media.record(exhibit, Stream.of(new FoundMedia(content, place, match)));

        assertThat(all(exhibit)).singleElement().satisfies(one -> {
            assertThat(one.content()).isEqualTo(content);
            assertThat(one.occurrences()).containsExactly(new ExhibitMedia.Occurrence("ABC/1", place, match));
        });
    }

    @Test
    void a_name_with_nul_or_half_a_surrogate_pair_is_kept_with_a_visible_sign() {
        media.record(exhibit, Stream.of(found("a", "/nul\u0000.jpg"), found("b", "/half\ud83d.jpg")));

        assertThat(paths(exhibit)).containsExactlyInAnyOrder("/nul\u2400.jpg", "/half\ufffd.jpg");
    }

    @Test
    void only_an_exact_match_of_an_illegal_set_precategorises() {
        Match near = new Match("Force set", "2026-01", Match.ILLEGAL, "uk-2014", 1, Match.NEAR);
        Match good = new Match("Good", "1", Match.KNOWN_GOOD, null, null, "sha256");

        media.record(exhibit, Stream.of(found("a", "/a", illegal()), found("b", "/b", near), found("c", "/c", good)));

        assertThat(all(exhibit).stream()
                        .filter(m -> m.precategory().isPresent())
                        .map(m -> m.occurrences().getFirst().place().path()))
                .containsExactly("/a");
    }

    @Test
    void a_fingerprint_computed_later_is_added_to_the_known_content() {
        media.record(exhibit, Stream.of(found("p", "/p")));
        Content p = Samples.picture("p");
        Content better =
                new Content(p.sha256(), p.md5(), p.sha1(), p.size(), p.mime(), p.camera(), "ab".repeat(32), 90);

        media.record(other, Stream.of(new FoundMedia(better, Samples.at("/p"), null)));

        assertThat(all(exhibit)).singleElement().satisfies(m -> assertThat(m.content())
                .isEqualTo(better));
    }

    private List<ExhibitMedia> all(long id) {
        return media.forExhibit(id, iterator -> {
            List<ExhibitMedia> list = new ArrayList<>();
            iterator.forEachRemaining(list::add);
            return list;
        });
    }

    private List<String> paths(long id) {
        return all(id).stream()
                .flatMap(m -> m.occurrences().stream())
                .map(o -> o.place().path())
                .toList();
    }

    private static FoundMedia failAtThree(int number) {
        if (number == 3) {
            throw new IllegalStateException("reader broke");
        }
        return found("x" + number, "/x" + number);
    }
}
