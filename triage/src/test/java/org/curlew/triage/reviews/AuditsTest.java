package org.curlew.triage.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.curlew.triage.obligations.World;
import org.curlew.triage.queue.Band;
import org.curlew.triage.register.Times;
import org.curlew.triage.reviews.Audits.Grade;
import org.curlew.triage.reviews.Audits.Sampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The monthly audit of practice 3.4 (row "Board"): which reviews are drawn, by whom they are graded, when it is done. */
class AuditsTest {

    private final World world = new World();
    private final Audits audits = world.get(Audits.class);
    private final Instant now = world.clock.instant();
    private final Instant from = now.minus(Duration.ofDays(30));
    private int cases;

    private long signed(Instant at, String flag) {
        long caseId = world.exhibits.openCase("OP-" + ++cases, "sergeant");
        return world.jdbc
                .sql("""
                        insert into review (case_id, reviewer, rule_version, started_at, closed_at, answers, actions,
                                            quality_flag)
                        values (?, 'ds', '1', ?, ?, '{}', '[]', ?) returning id
                        """)
                .params(caseId, Times.utc(now.minus(Duration.ofDays(90))), Times.utc(at), flag)
                .query(Long.class)
                .single();
    }

    private List<Long> draw(String sample, Sampling how, int number, long seed) {
        return audits.draw(sample, how, number, from, now, seed, "ACC").stream()
                .map(Audits.Drawn::reviewId)
                .toList();
    }

    private long acts(String kind) {
        return world.jdbc
                .sql("select count(*) from ledger_pending where kind = ?")
                .param(kind)
                .query(Long.class)
                .single();
    }

    private long done() {
        return world.jdbc
                .sql("select count(*) from reported_happening where type = 'AUDIT_DONE' and subject = 'board'")
                .query(Long.class)
                .single();
    }

    @Test
    void what_was_signed_from_the_first_instant_to_before_the_last_is_drawn_and_nothing_open() {
        signed(from.minusSeconds(1), null);
        long first = signed(from, null);
        long last = signed(now.minusSeconds(1), "names only exhibits");
        signed(now, null);
        signed(null, null);

        for (Sampling how : Sampling.values()) {
            assertThat(draw(how.name(), how, 500, 1)).containsExactlyInAnyOrder(first, last);
        }
        assertThat(acts("REVIEW_AUDIT_DRAWN")).isEqualTo(2);
    }

    @Test
    void as_many_are_drawn_as_were_asked_for_and_the_seed_says_which() {
        List<Long> all =
                IntStream.range(0, 40).mapToObj(n -> signed(from, null)).toList();
        List<Long> ten = draw("a", Sampling.RANDOM, 10, 5);
        assertThat(ten).hasSize(10).doesNotHaveDuplicates().isSubsetOf(all);
        assertThat(draw("b", Sampling.RANDOM, 10, 5)).isEqualTo(ten);
        assertThat(draw("c", Sampling.RANDOM, 10, 6)).isNotEqualTo(ten);
        assertThat(audits.samples())
                .extracting(s -> s.name() + " " + s.drawn() + " " + s.graded())
                .containsExactly("a 10 0", "b 10 0", "c 10 0");
        world.clock.forward(Duration.ofDays(1));
        draw("d", Sampling.RANDOM, 1, 5);
        assertThat(audits.samples()).as("the newest first").first().satisfies(s -> {
            assertThat(s.name()).isEqualTo("d");
            assertThat(s.drawnAt()).isEqualTo(world.clock.instant());
        });
    }

    @ParameterizedTest(name = "{0}: {1}, flagged {2}")
    @CsvSource({"P0, 5, 20", "P1, 4, 16", "P2, 3, 12", "P3, 2, 8", "P4, 1, 4"})
    void urgent_bands_and_flagged_reviews_weigh_more_and_every_review_can_be_drawn(Band band, int plain, int flagged) {
        assertThat(Audits.weight(Sampling.RISK_WEIGHTED, false, band)).isEqualTo(plain);
        assertThat(Audits.weight(Sampling.RISK_WEIGHTED, true, band)).isEqualTo(flagged);
        assertThat(Audits.weight(Sampling.RANDOM, true, band)).isEqualTo(1);
        assertThat(Audits.weight(Sampling.RANDOM, false, band)).isEqualTo(1);
    }

    @Test
    void by_weight_flagged_reviews_are_drawn_more_often_and_at_random_as_often_as_others() {
        List<Long> flagged = IntStream.range(0, 100)
                .mapToObj(n -> List.of(signed(from, null), signed(from, "names only exhibits"))
                        .getLast())
                .toList();
        assertThat(draw("weighted", Sampling.RISK_WEIGHTED, 50, 1).stream().filter(flagged::contains))
                .as("four of five, of the first ones drawn")
                .hasSizeBetween(32, 46);
        assertThat(draw("random", Sampling.RANDOM, 50, 1).stream().filter(flagged::contains))
                .hasSizeBetween(16, 34);
    }

    @Test
    void an_audit_is_graded_once_by_somebody_else_and_is_done_with_its_last_grade() {
        signed(from, null);
        signed(from, null);
        draw("March", Sampling.RANDOM, 10, 1);
        List<Audits.Drawn> drawn = audits.drawn("March");
        long one = drawn.getFirst().id();

        assertThatThrownBy(() -> audits.grade(one, Grade.GOOD, null, "ds")).hasMessageContaining("cannot be graded");
        assertThatThrownBy(() -> audits.grade(one, null, "fine", "auditor")).hasMessageContaining("Audit, grade:");
        assertThatThrownBy(() -> audits.grade(one, Grade.REQUIRING_IMPROVEMENT, null, "auditor"))
                .hasMessage("Audit, findings: say what is to be better");
        audits.grade(one, Grade.GOOD, null, "auditor");
        assertThat(done()).as("one is not graded yet").isZero();
        assertThatThrownBy(() -> audits.grade(one, Grade.INADEQUATE, "second thoughts", "auditor"))
                .hasMessageContaining("cannot be graded");
        assertThatThrownBy(() -> audits.grade(4711, Grade.GOOD, null, "auditor"))
                .hasMessageContaining("cannot be graded");

        audits.grade(drawn.getLast().id(), Grade.REQUIRING_IMPROVEMENT, "no voice of the child", "auditor");
        assertThat(done()).isEqualTo(1);
        assertThat(acts("REVIEW_AUDITED")).isEqualTo(2);
        assertThat(audits.summary("March")).isEqualTo("1 good, 1 requiring improvement, 0 inadequate");
        assertThat(audits.find(one).orElseThrow().grade()).isEqualTo(Grade.GOOD);
        assertThat(audits.find(one).orElseThrow().reviewId())
                .isEqualTo(drawn.getFirst().reviewId());
        assertThat(audits.samples().getFirst().graded()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}, {1}, {2}, {3} days: {4}")
    @CsvSource(
            nullValues = "none",
            value = {
                "' ', RANDOM, 1, 30, sample",
                "none, RANDOM, 1, 30, sample",
                "a, none, 1, 30, sampling",
                "a, RANDOM, 0, 30, number",
                "a, RANDOM, 501, 30, number",
                "a, RANDOM, 1, 0, from",
                "a, RANDOM, 1, -1, from",
                "a, RANDOM, 1, none, from"
            })
    void a_sample_that_cannot_be_is_refused_by_the_name_of_its_field(
            String sample, Sampling how, int number, Integer days, String field) {
        Instant to = days == null ? null : from.plus(Duration.ofDays(days));
        assertThatThrownBy(() -> audits.draw(sample, how, number, from, to, 1, "ACC"))
                .isInstanceOf(ReviewException.class)
                .hasMessageStartingWith("Audit, " + field + ": ");
        assertThatThrownBy(() -> audits.draw("a", Sampling.RANDOM, 1, null, now, 1, "ACC"))
                .hasMessageStartingWith("Audit, from: ");
    }
}
