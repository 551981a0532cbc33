package org.curlew.triage.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.curlew.triage.queue.RankerTableTest.NOW;
import static org.curlew.triage.queue.RankerTableTest.RULES;
import static org.curlew.triage.queue.RankerTableTest.inputs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.curlew.triage.register.OffenceClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every part of the sentence that a rank is read aloud by, and what is said to move it: whole, as somebody sees it. */
class RankSentenceTest {

    private static final String MEDIUM = "KIRAT is Medium";

    private static RankInputs triaged(RankInputs in, TriageOutcome outcome) {
        return new RankInputs(
                1, 1, in.offence(), in.facts(), in.receivedAt(), in.bandSince(), false, outcome, in.deadline(), null);
    }

    private static RankInputs until(RankInputs in, String what, Instant end) {
        return new RankInputs(
                1,
                1,
                in.offence(),
                in.facts(),
                in.receivedAt(),
                null,
                in.awaitingTriage(),
                in.outcome(),
                new RankInputs.Deadline(what, end),
                null);
    }

    private static RankInputs medium() {
        return inputs(OffenceClass.IIOC, NOW, Fact.KIRAT_MEDIUM);
    }

    private static String sentence(RankInputs in) {
        return Ranker.rank(in, RULES, NOW).sentence();
    }

    @ParameterizedTest(name = "{0} illegal, {1} alike, whole {2}, {3} unreadable")
    @CsvSource(
            delimiter = '|',
            value = {
                "0| 0| true| 0| every file was looked up and none matches an illegal set; 0 points",
                "1| 0| true| 0| 1 file matches an illegal set (uk-2014 number 1: 1); 0 points",
                "1200| 0| true| 0| 1,200 files match an illegal set (uk-2014 number 1: 1200); 0 points",
                "0| 1| true| 0| every file was looked up and none matches an illegal set; 1 file resembles an entry of an"
                        + " illegal set (our judgement, nobody has looked); 0 points",
                "2| 3| true| 0| 2 files match an illegal set (uk-2014 number 1: 2); 3 files resemble entries of an illegal"
                        + " set (our judgement, nobody has looked); 0 points",
                "0| 0| false| 0| it has not been looked at whole, so nothing found proves nothing; 0 points",
                "0| 0| false| 1| 1 part could not be read, so nothing found proves nothing; 0 points",
                "3| 0| false| 2| 3 files match an illegal set (uk-2014 number 1: 3); 2 parts could not be read, so nothing"
                        + " found proves nothing; 0 points"
            })
    void what_the_machine_found_is_said_with_what_it_proves(
            long illegal, long near, boolean complete, long unreadable, String words) {
        TriageOutcome outcome = new TriageOutcome(
                illegal, illegal == 0 ? Map.of() : Map.of("uk-2014:1", illegal), complete, unreadable, 0, 0, near);

        assertThat(sentence(triaged(medium(), outcome)))
                .isEqualTo("P3: " + MEDIUM + "; " + words + "; due for completion in 120 days");
    }

    @Test
    void categories_stand_in_order_and_are_left_out_where_the_set_gives_none() {
        TriageOutcome two = new TriageOutcome(5, Map.of("vics-us:2", 3L, "uk-2014:1", 2L), true, 0, 0, 0);
        TriageOutcome none = new TriageOutcome(5, Map.of(), true, 0, 0, 0);

        assertThat(sentence(triaged(medium(), two)))
                .contains("5 files match an illegal set (uk-2014 number 1: 2, vics-us number 2: 3);");
        assertThat(sentence(triaged(medium(), none))).contains("5 files match an illegal set;");
    }

    @ParameterizedTest(name = "{0} minutes from now")
    @CsvSource(
            delimiter = '|',
            value = {
                "2880| raised one band, the end of bail is in 2 days",
                "2879| raised one band, the end of bail is in 47 hours",
                "60| raised one band, the end of bail is in 1 hour",
                "59| raised one band, the end of bail is in 59 minutes",
                "1| raised one band, the end of bail is in 1 minute",
                "0| raised one band, the end of bail passed 0 minutes ago",
                "-4320| raised one band, the end of bail passed 3 days ago"
            })
    void a_deadline_that_raised_the_band_is_named_with_the_time_left_or_gone(long minutes, String words) {
        assertThat(sentence(until(medium(), "the end of bail", NOW.plus(Duration.ofMinutes(minutes)))))
                .startsWith("P2: " + MEDIUM + ", " + words + "; 0 points; due for triage result in ");
    }

    @ParameterizedTest(name = "{0} hours since it came")
    @CsvSource(
            delimiter = '|',
            value = {
                "335| 1 point| due for triage result in 1 hour",
                "336| 2 points| overdue for triage result by 0 minutes",
                "337| 2 points| overdue for triage result by 1 hour"
            })
    void the_target_is_due_until_its_instant_and_overdue_from_it_on(long hours, String points, String words) {
        assertThat(sentence(inputs(OffenceClass.IIOC, NOW.minus(Duration.ofHours(hours)), Fact.KIRAT_MEDIUM)))
                .isEqualTo("P3: " + MEDIUM + "; " + points + "; " + words);
    }

    @Test
    void lanes_and_what_is_incomplete_stand_beside_the_band() {
        assertThat(sentence(inputs(OffenceClass.IIOC, NOW, Fact.COMPLAINANT_DEVICE, Fact.KIRAT_MEDIUM)))
                .startsWith("P3, return-fast lane: " + MEDIUM + ";");
        assertThat(sentence(inputs(OffenceClass.IIOC, NOW, Fact.CUSTODY_RESULT, Fact.KIRAT_UNKNOWN)))
                .startsWith("P2 (incomplete), custody triage lane: ");
        assertThat(sentence(medium())).startsWith("P3: ");
    }

    @Test
    void what_no_gate_names_says_why_it_stands_where_it_stands() {
        assertThat(sentence(inputs(OffenceClass.IIOC, NOW, Fact.KIRAT_LOW)))
                .startsWith("P3: " + RULES.otherwise().because() + "; 0 points;");
        assertThat(sentence(inputs(OffenceClass.OTHER, NOW)))
                .startsWith("P4: the force's own band for this kind of work; 0 points;");
    }

    @Test
    void a_P0_without_a_target_for_completion_is_reviewed_daily() {
        RankInputs danger = inputs(OffenceClass.IIOC, NOW, Fact.CHILD_IN_DANGER);

        assertThat(sentence(triaged(danger, TriageOutcome.NONE)))
                .endsWith("; 0 points; completion as the strategy sets, reviewed daily");
        assertThat(sentence(danger)).endsWith("; 0 points; due for triage result in 24 hours");
    }

    @Test
    void a_custody_clock_that_ends_after_the_target_leaves_the_target() {
        RankInputs in = inputs(OffenceClass.IIOC, NOW, Fact.CUSTODY_RESULT, Fact.KIRAT_VERY_HIGH);

        assertThat(Ranker.rank(until(in, "the end of the custody clock", NOW.plus(Duration.ofHours(30))), RULES, NOW)
                        .dueAt())
                .isEqualTo(NOW.plus(Duration.ofHours(24)));
        assertThat(Ranker.rank(until(in, "the end of the custody clock", NOW.plus(Duration.ofHours(23))), RULES, NOW)
                        .dueAt())
                .isEqualTo(NOW.plus(Duration.ofHours(23)));
        assertThat(Ranker.rank(in, RULES, NOW).dueAt()).isEqualTo(NOW.plus(Duration.ofHours(24)));
    }

    @Test
    void age_counts_from_entry_into_the_band_and_never_below_nothing() {
        RankInputs old = inputs(OffenceClass.IIOC, NOW.minus(Duration.ofDays(70)), Fact.KIRAT_MEDIUM);

        assertThat(Ranker.rank(old, RULES, NOW).points()).isEqualTo(10);
        assertThat(Ranker.rank(old.since(NOW.minus(Duration.ofDays(14))), RULES, NOW)
                        .points())
                .isEqualTo(2);
        assertThat(Ranker.rank(old.since(NOW.plus(Duration.ofDays(14))), RULES, NOW)
                        .points())
                .isZero();
    }

    @Test
    void who_is_critical_is_judged_by_the_completion_target_of_the_band_it_stands_in() {
        assertThat(Ranker.rank(until(medium(), "the end of bail", NOW.plus(Duration.ofDays(15))), RULES, NOW)
                        .slackCritical())
                .as("raised to P2, whose quarter is 10 days")
                .isFalse();
        assertThat(Ranker.rank(until(medium(), "the end of bail", NOW.plus(Duration.ofDays(9))), RULES, NOW)
                        .slackCritical())
                .isTrue();
        assertThat(Ranker.rank(medium(), RULES, NOW).slackCritical()).isFalse();
    }

    @Test
    void what_would_move_it_names_the_fact_that_holds_it_and_each_gate_above() {
        assertThat(Ranker.rank(medium(), RULES, NOW).moves())
                .containsExactly(
                        "P0 if " + Fact.CHILD_IN_DANGER.words() + ", or " + Fact.EXTORTION.words() + ", or "
                                + Fact.MISSING_CHILD.words() + ".",
                        "P1 if " + Fact.CONTACT_OFFENCE.words() + ", or " + Fact.FIRST_GENERATION.words() + ", or "
                                + Fact.KIRAT_VERY_HIGH.words() + ".",
                        "P1 if " + Fact.ACCESS_NO_PLAN.words() + ".",
                        "P2 if " + Fact.KIRAT_HIGH.words() + ", or " + Fact.ORDER_SUBJECT.words() + ", or "
                                + Fact.GROOMING.words() + ", or " + Fact.CHILD_ROLE.words() + ", or "
                                + Fact.PRIOR_HISTORY.words() + ".",
                        "P2 if " + Fact.KIRAT_UNKNOWN.words() + ", or " + Fact.ACCESS_UNKNOWN.words() + ", or "
                                + Fact.IDENTITY_UNKNOWN.words() + ", or " + Fact.RELEASE_UNKNOWN.words() + ".");
        assertThat(Ranker.rank(inputs(OffenceClass.IIOC, NOW, Fact.CHILD_IN_DANGER), RULES, NOW)
                        .moves())
                .containsExactly("If it no longer held that " + Fact.CHILD_IN_DANGER.words() + ": P3.");
        assertThat(Ranker.rank(inputs(OffenceClass.IIOC, NOW, Fact.KIRAT_UNKNOWN), RULES, NOW)
                        .moves())
                .first()
                .isEqualTo("Answering what is unknown could lower it to P4.");
    }

    @Test
    void other_work_is_moved_only_by_what_holds_for_all_work() {
        List<String> moves =
                Ranker.rank(inputs(OffenceClass.OTHER, NOW), RULES, NOW).moves();

        assertThat(moves).isNotEmpty().noneMatch(m -> m.contains(Fact.KIRAT_HIGH.words()));
        assertThat(moves).anyMatch(m -> m.contains(Fact.CHILD_IN_DANGER.words()));
    }

    @Test
    void an_override_that_ends_says_what_comes_then_and_the_rules_band_stays_known() {
        RankInputs in = new RankInputs(
                1,
                1,
                OffenceClass.IIOC,
                medium().facts(),
                NOW,
                null,
                true,
                null,
                null,
                new RankInputs.Override(Band.P1, "new intelligence", "Sample", "Insp", NOW.plus(Duration.ofDays(3))));
        Rank rank = Ranker.rank(in, RULES, NOW);

        assertThat(rank.band()).isEqualTo(Band.P1);
        assertThat(rank.rulesBand()).isEqualTo(Band.P3);
        assertThat(rank.dueAt()).as("the target of the band it was set to").isEqualTo(NOW.plus(Duration.ofHours(24)));
        assertThat(rank.moves()).first().isEqualTo("On Thu 5 March 2026 the override ends: P3.");
    }
}
