package org.curlew.triage.perceptual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class VpdqTest {

    private static final List<String> PUBLISHED =
            List.of("doorknob-hd-no-bar.txt", "pattern-hd-no-bar.txt", "pattern-sd-grey-bar.txt");

    @Example
    void published_files_are_read_and_written_back_byte_for_byte() throws IOException {
        for (String name : PUBLISHED) {
            String text = published(name);
            String expected = text.endsWith("\n") ? text : text + "\n";
            assertThat(VpdqText.write(VpdqText.parse(text))).isEqualTo(expected);
        }
    }

    @Property(tries = 200)
    void what_is_written_is_read_again(@ForAll long seed, @ForAll @IntRange(max = 40) int count) {
        assertThat(VpdqText.parse(VpdqText.write(video(seed, count)))).isEqualTo(video(seed, count));
    }

    @Example
    void a_line_that_is_none_is_named() {
        String good = "0,100," + "0f".repeat(32) + ",0.000\n";
        assertThat(VpdqText.parse(good + "\n")).hasSize(1);
        assertThatThrownBy(() -> VpdqText.parse(good + "1,100\n")).hasMessageContaining("line 2");
        assertThatThrownBy(() -> VpdqText.parse(good + good.replace("100,", "101,")))
                .hasMessageContaining("quality");
        assertThatThrownBy(() -> VpdqText.parse(good.replace("0.000", "soon"))).hasMessageContaining("line 1");
        assertThatThrownBy(() -> VpdqText.parse(good.replace("0f0f", "0f"))).hasMessageContaining("64");
    }

    @Example
    void the_same_video_with_a_bar_matches_in_part_and_another_not_at_all() throws IOException {
        List<FrameHash> plain = VpdqText.parse(published("pattern-hd-no-bar.txt"));
        List<FrameHash> other = VpdqText.parse(published("doorknob-hd-no-bar.txt"));

        VpdqMatch itself = VpdqMatch.of(plain, plain, VpdqThresholds.PUBLISHED);
        VpdqMatch another = VpdqMatch.of(plain, other, VpdqThresholds.PUBLISHED);

        assertThat(itself.matches()).isTrue();
        assertThat(itself.queryPercent()).isEqualTo(100);
        assertThat(itself.nearest()).isZero();
        assertThat(another.matches()).isFalse();
        assertThat(another.comparable()).isTrue();
    }

    @Example
    void the_shares_decide_at_exactly_the_published_limits() {
        List<FrameHash> known = video(1, 10);
        List<FrameHash> eightOfTen = new ArrayList<>(known.subList(0, 8));
        eightOfTen.addAll(video(2, 2));
        List<FrameHash> sevenOfTen = new ArrayList<>(known.subList(0, 7));
        sevenOfTen.addAll(video(2, 3));

        assertThat(VpdqMatch.of(eightOfTen, known, VpdqThresholds.PUBLISHED).matches())
                .isTrue();
        assertThat(VpdqMatch.of(sevenOfTen, known, VpdqThresholds.PUBLISHED).matches())
                .isFalse();
    }

    @Example
    void a_clip_matches_the_film_it_was_cut_from_but_not_the_other_way_about() {
        List<FrameHash> film = video(1, 100);
        List<FrameHash> clip = film.subList(40, 45);

        assertThat(VpdqMatch.of(clip, film, VpdqThresholds.PUBLISHED).matches()).isTrue();
        VpdqMatch reverse = VpdqMatch.of(film, clip, VpdqThresholds.PUBLISHED);
        assertThat(reverse.matches()).isFalse();
        assertThat(reverse.queryPercent()).isEqualTo(5);
        assertThat(reverse.comparedPercent()).isEqualTo(100);
    }

    @Example
    void frames_are_alike_at_30_bits_and_not_at_32() {
        SplittableRandom random = new SplittableRandom(3);
        PdqHash hash = Hashes.random(random);
        List<FrameHash> one = List.of(new FrameHash(0, 100, hash, 0));
        List<FrameHash> near = List.of(new FrameHash(0, 100, Hashes.changed(random, hash, 30), 0));
        List<FrameHash> far = List.of(new FrameHash(0, 100, Hashes.changed(random, hash, 32), 0));

        assertThat(VpdqMatch.of(one, near, VpdqThresholds.PUBLISHED).matches()).isTrue();
        assertThat(VpdqMatch.of(one, far, VpdqThresholds.PUBLISHED).matches()).isFalse();
    }

    @Example
    void videos_without_a_frame_worth_comparing_are_not_comparable() {
        List<FrameHash> good = video(1, 3);
        List<FrameHash> poor = good.stream()
                .map(frame -> new FrameHash(frame.frame(), 49, frame.hash(), frame.millis()))
                .toList();
        List<FrameHash> irregular = good.stream()
                .map(frame -> new FrameHash(frame.frame(), 100, Hashes.flip(frame.hash(), 3), frame.millis()))
                .toList();

        for (List<FrameHash> blank : List.of(List.<FrameHash>of(), poor, irregular)) {
            assertThat(VpdqMatch.of(good, blank, VpdqThresholds.PUBLISHED).comparable())
                    .isFalse();
            assertThat(VpdqMatch.of(blank, good, VpdqThresholds.PUBLISHED).comparable())
                    .isFalse();
        }
    }

    private static List<FrameHash> video(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<FrameHash> frames = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            frames.add(new FrameHash(k, 50 + random.nextInt(51), Hashes.random(random), k * 1001L));
        }
        return frames;
    }

    private static String published(String name) throws IOException {
        return Files.readString(SharedData.path("vpdq/" + name));
    }
}
