package org.curlew.pipeline.web.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.curlew.grading.sessions.WorkList;
import org.curlew.triage.perceptual.PdqHash;
import org.junit.jupiter.api.Test;

class StacksTest {

    private static final PdqHash BASE = new PdqHash(0, 0, 0, 0);

    private static Stacks.Candidate picture(String name, PdqHash hash, int quality) {
        return new Stacks.Candidate(
                new WorkList.Item(name, name, 100, "image/jpeg", false, false, null, "A/1", "/"), hash, quality);
    }

    private static PdqHash bits(int count) {
        return new PdqHash(0, 0, 0, (1L << count) - 1);
    }

    @Test
    void nearly_equal_pictures_lie_on_one_stack_that_shows_the_best_and_names_the_distance() {
        List<Stack> stacks = Stacks.stack(
                List.of(picture("a", BASE, 60), picture("b", bits(4), 90), picture("c", bits(40), 80)), 10);

        assertThat(stacks).extracting(Stack::members).containsExactly(List.of("b", "a"), List.of("c"));
        assertThat(stacks.getFirst().note()).isEqualTo("2 alike (distance ≤ 4); picture");
        assertThat(stacks.getLast().note()).isEqualTo("picture");
    }

    @Test
    void every_member_lies_within_the_limit_of_the_one_that_is_shown() {
        // b is best and near a; c is near a and not near b: one look at b must not grade c
        PdqHash far = new PdqHash(0, 0, 0xfffL, 0);
        List<Stack> stacks =
                Stacks.stack(List.of(picture("a", BASE, 60), picture("b", bits(12), 90), picture("c", far, 70)), 10);

        assertThat(stacks).extracting(Stack::members).containsExactly(List.of("b", "a"), List.of("c"));
    }

    @Test
    void a_video_and_a_picture_without_a_trusted_hash_stand_alone() {
        Stacks.Candidate video = new Stacks.Candidate(
                new WorkList.Item("v", "v", 1, "video/mp4", false, false, null, "A/1", "/"), BASE, 100);

        assertThat(Stacks.stack(List.of(picture("a", BASE, 90), video, picture("n", null, 0)), 10))
                .extracting(Stack::members)
                .containsExactly(List.of("a"), List.of("v"), List.of("n"));
    }

    @Test
    void a_member_like_a_known_one_brings_that_to_the_whole_stack() {
        Stacks.Candidate known = new Stacks.Candidate(
                new WorkList.Item("k", "k", 1, "image/png", true, false, null, "A/1", "/"), bits(2), 50);

        assertThat(Stacks.stack(List.of(picture("a", BASE, 90), known), 10))
                .singleElement()
                .satisfies(s -> assertThat(s.near()).isTrue());
    }
}
