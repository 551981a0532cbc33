package org.curlew.triage.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.rules.Mark;
import org.curlew.triage.rules.RuleFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every row of practice 3.2, against the rule file that is shipped. */
class RankerTableTest {

    static final QueueRules RULES = RuleFiles.read("queue.yaml", RuleFiles.shipped("queue.yaml"), QueueRules.class);
    static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    static RankInputs inputs(OffenceClass offence, Instant received, Fact... facts) {
        Map<Fact, String> map = new EnumMap<>(Fact.class);
        for (Fact fact : facts) {
            map.put(fact, fact.words());
        }
        return new RankInputs(1, 1, offence, map, received, null, true, null, null, null);
    }

    private static Rank rank(Fact... facts) {
        return Ranker.rank(inputs(OffenceClass.IIOC, NOW, facts), RULES, NOW);
    }

    private static RankInputs with(RankInputs in, RankInputs.Deadline deadline, RankInputs.Override override) {
        return new RankInputs(
                1,
                1,
                in.offence(),
                in.facts(),
                in.receivedAt(),
                in.bandSince(),
                in.awaitingTriage(),
                null,
                deadline,
                override);
    }

    @ParameterizedTest(name = "{0}: gate {1}, band {2}")
    @CsvSource({
        "CHILD_IN_DANGER, G1, P0",
        "EXTORTION, G1, P0",
        "MISSING_CHILD, G1, P0",
        "CONTACT_OFFENCE, G3, P1",
        "FIRST_GENERATION, G3, P1",
        "KIRAT_VERY_HIGH, G3, P1",
        "ACCESS_NO_PLAN, G4, P1",
        "KIRAT_HIGH, G5, P2",
        "ORDER_SUBJECT, G5, P2",
        "GROOMING, G5, P2",
        "CHILD_ROLE, G5, P2",
        "PRIOR_HISTORY, G5, P2",
        "KIRAT_UNKNOWN, G6, P2",
        "ACCESS_UNKNOWN, G6, P2",
        "IDENTITY_UNKNOWN, G6, P2",
        "RELEASE_UNKNOWN, G6, P2",
        "KIRAT_MEDIUM, G7, P3"
    })
    void each_gate_sets_its_band_even_beside_what_would_set_a_lower_one(Fact fact, String gate, Band band) {
        assertThat(rank(fact).gate()).isEqualTo(gate);
        assertThat(rank(fact, Fact.KIRAT_LOW, Fact.ACCESS_NONE_VERIFIED).band()).isEqualTo(band);
        assertThat(rank(fact).incomplete()).isEqualTo("G6".equals(gate));
    }

    @Test
    void low_needs_both_the_level_and_a_verified_answer_and_nothing_else_makes_it_P4() {
        assertThat(rank(Fact.KIRAT_LOW, Fact.ACCESS_NONE_VERIFIED).gate()).isEqualTo("G8");
        assertThat(rank(Fact.KIRAT_LOW, Fact.ACCESS_NONE_VERIFIED).band()).isEqualTo(Band.P4);
        assertThat(rank(Fact.KIRAT_LOW).band()).isEqualTo(Band.P3);
    }

    @Test
    void custody_opens_a_lane_beside_the_band_of_the_full_examination() {
        Rank rank = rank(Fact.CUSTODY_RESULT, Fact.KIRAT_MEDIUM);

        assertThat(rank.lane()).isEqualTo(Lane.CUSTODY);
        assertThat(rank.band()).isEqualTo(Band.P3);
        assertThat(rank(Fact.COMPLAINANT_DEVICE, Fact.KIRAT_MEDIUM).lane()).isEqualTo(Lane.RETURN_FAST);
    }

    @Test
    void in_the_custody_lane_the_triage_result_is_due_before_the_custody_clock_ends_and_stands_between_P0_and_P1() {
        Instant end = NOW.plus(Duration.ofHours(9));
        RankInputs in = with(
                inputs(OffenceClass.IIOC, NOW, Fact.CUSTODY_RESULT, Fact.KIRAT_MEDIUM),
                new RankInputs.Deadline("the end of the custody clock", end),
                null);
        RankInputs triaged =
                new RankInputs(1, 1, in.offence(), in.facts(), NOW, null, false, null, in.deadline(), null);

        assertThat(Ranker.rank(in, RULES, NOW).dueAt()).isEqualTo(end);
        assertThat(Ranker.rank(triaged, RULES, NOW).lane()).isEqualTo(Lane.MAIN);
        assertThat(Ranker.rank(triaged, RULES, NOW).dueAt()).isNotEqualTo(end);

        List<QueueOrder.Entry> order = new ArrayList<>(List.of(
                entry(1, Band.P0, 0, false, 1, Rank.Light.GREEN),
                custody(2, Band.P3, NOW.plus(Duration.ofHours(2))),
                custody(3, Band.P2, NOW.plus(Duration.ofHours(5))),
                entry(4, Band.P1, 90, false, 9, Rank.Light.RED)));
        Collections.shuffle(order, new Random(5));
        assertThat(QueueOrder.sort(order)).extracting(e -> e.rank().caseId()).containsExactly(1L, 2L, 3L, 4L);
    }

    private static QueueOrder.Entry custody(long id, Band band, Instant end) {
        Rank rank = new Rank(
                id, id, band, band, Lane.CUSTODY, "G7", false, 0, false, NOW, end, Rank.Light.GREEN, "", List.of());
        return new QueueOrder.Entry(rank, 0);
    }

    @Test
    void the_gates_stand_in_the_order_of_the_table_with_these_facts_and_no_others() {
        assertThat(RULES.gates().stream()
                        .map(g -> g.id() + " " + g.facts().stream().sorted().toList()))
                .containsExactly(
                        "G1 [CHILD_IN_DANGER, EXTORTION, MISSING_CHILD]",
                        "G2 [CUSTODY_RESULT]",
                        "G3 [CONTACT_OFFENCE, FIRST_GENERATION, KIRAT_VERY_HIGH]",
                        "G4 [ACCESS_NO_PLAN]",
                        "G5 [KIRAT_HIGH, ORDER_SUBJECT, GROOMING, CHILD_ROLE, PRIOR_HISTORY]",
                        "G6 [KIRAT_UNKNOWN, ACCESS_UNKNOWN, IDENTITY_UNKNOWN, RELEASE_UNKNOWN]",
                        "G7 [KIRAT_MEDIUM]",
                        "G8 [KIRAT_LOW, ACCESS_NONE_VERIFIED]");
        assertThat(RULES.deadline().slackBelow()).isEqualTo(0.25);
        assertThat(RULES.deadline().ceiling()).isEqualTo(Band.P2);
        assertThat(RULES.kioskRefused())
                .containsExactlyInAnyOrder(
                        OffenceClass.IIOC,
                        OffenceClass.CHILD_CONTACT,
                        OffenceClass.ONLINE_GROOMING,
                        OffenceClass.SEXUAL_OTHER);
    }

    @ParameterizedTest
    @CsvSource({"SEXUAL_OTHER, P2", "DOMESTIC_ABUSE, P3", "OTHER, P4"})
    void other_work_falls_to_the_forces_own_band_but_a_child_in_danger_still_counts(OffenceClass offence, Band band) {
        RankInputs other = inputs(offence, NOW, Fact.KIRAT_UNKNOWN, Fact.ACCESS_NO_PLAN);

        assertThat(Ranker.rank(other, RULES, NOW).gate()).isEqualTo("G9");
        assertThat(Ranker.rank(other, RULES, NOW).band()).isEqualTo(band);
        assertThat(Ranker.rank(inputs(offence, NOW, Fact.CHILD_IN_DANGER), RULES, NOW)
                        .band())
                .isEqualTo(Band.P0);
    }

    @ParameterizedTest(name = "{0}: triage {1} h, completion {2} d")
    @CsvSource({"CHILD_IN_DANGER, 24,", "KIRAT_VERY_HIGH, 24, 28", "KIRAT_HIGH, 168, 40", "KIRAT_MEDIUM, 336, 120"})
    void targets_count_from_entry_into_the_queue(Fact fact, int hours, Integer days) {
        RankInputs waiting = inputs(OffenceClass.IIOC, NOW, fact);
        RankInputs triaged = new RankInputs(
                1, 1, OffenceClass.IIOC, waiting.facts(), NOW, null, false, TriageOutcome.NONE, null, null);

        assertThat(Ranker.rank(waiting, RULES, NOW).dueAt()).isEqualTo(NOW.plus(Duration.ofHours(hours)));
        assertThat(Ranker.rank(triaged, RULES, NOW).dueAt())
                .isEqualTo(days == null ? null : NOW.plus(Duration.ofDays(days)));
    }

    @Test
    void P4_has_thirty_days_for_triage_and_180_for_completion_and_P0_starts_within_four_hours() {
        assertThat(RULES.target(Band.P4, true)).isEqualTo(Duration.ofDays(30));
        assertThat(RULES.target(Band.P4, false)).isEqualTo(Duration.ofDays(180));
        assertThat(RULES.row(Band.P0).startHours()).isEqualTo(4);
        assertThat(RULES.row(Band.P0).reviewDaily()).isTrue();
        assertThat(RULES.exceptionBeyondDays()).isEqualTo(180);
        assertThat(RULES.reservedForOldest()).isEqualTo(0.2);
        assertThat(RULES.overrideMaxDays()).isEqualTo(28);
    }

    @ParameterizedTest(name = "{0}: {1} points")
    @CsvSource({
        "CHILD_IN_HOUSEHOLD, 25",
        "CHILD_ACCESSIBLE, 15",
        "PRIOR_CONTACT, 20",
        "GROOMING, 15",
        "PRODUCING_OR_UNKNOWN, 15",
        "RUI, 10",
        "REASSESSMENT_OVERDUE, 10",
        "WELFARE_HIGH, 5",
        "VICTIM_WAITING, 5",
        "EVIDENCE_AT_RISK, 10",
        "ILLEGAL_HITS, 10",
        "KIRAT_VERY_HIGH, 0"
    })
    void each_factor_gives_its_points(Fact fact, int points) {
        assertThat(rank(fact).points()).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "6, 0", "7, 1", "13, 1", "14, 2", "139, 19", "140, 20", "700, 20"})
    void age_in_the_band_gives_a_point_a_week_up_to_twenty(int days, int points) {
        RankInputs in = inputs(OffenceClass.IIOC, NOW.minus(Duration.ofDays(days)), Fact.KIRAT_MEDIUM);

        assertThat(Ranker.rank(in, RULES, NOW).points()).isEqualTo(points);
    }

    @ParameterizedTest(name = "{0} with {1} days of slack: {2}")
    @CsvSource({
        "KIRAT_LOW, 44, P3",
        "KIRAT_LOW, 46, P4",
        "KIRAT_MEDIUM, 29, P2",
        "KIRAT_MEDIUM, 31, P3",
        "KIRAT_HIGH, 1, P2",
        "KIRAT_VERY_HIGH, 1, P1"
    })
    void a_deadline_lifts_one_band_but_never_above_P2(Fact kirat, int slack, Band band) {
        RankInputs in = with(
                inputs(OffenceClass.IIOC, NOW, kirat, Fact.ACCESS_NONE_VERIFIED),
                new RankInputs.Deadline("the end of bail", NOW.plus(Duration.ofDays(slack))),
                null);

        assertThat(Ranker.rank(in, RULES, NOW).band()).isEqualTo(band);
    }

    @ParameterizedTest(name = "{0} days old, excepted: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "180| false| ",
                "181| false| past 180 days without a chief officer's exception",
                "181| true| excepted by ACC Sample until Fri 1 May 2026 (rare device)"
            })
    void an_item_past_180_days_says_whether_a_chief_officer_excepted_it(int days, boolean excepted, String words) {
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        facts.put(Fact.KIRAT_MEDIUM, Fact.KIRAT_MEDIUM.words());
        if (excepted) {
            facts.put(Fact.EXCEPTED, "excepted by ACC Sample until Fri 1 May 2026 (rare device)");
        }
        Instant received = NOW.minus(Duration.ofDays(days));
        String sentence = Ranker.rank(inputs(OffenceClass.IIOC, received).with(facts), RULES, NOW)
                .sentence();

        assertThat(sentence.contains("past 180 days")).isEqualTo(days > 180 && !excepted);
        assertThat(sentence).contains(words == null ? "KIRAT is Medium" : words);
    }

    @Test
    void under_18_is_never_below_P3() {
        Rank rank = rank(Fact.KIRAT_LOW, Fact.ACCESS_NONE_VERIFIED, Fact.UNDER_18);

        assertThat(rank.band()).isEqualTo(Band.P3);
        assertThat(rank.sentence()).contains("under 18");
    }

    @ParameterizedTest
    @CsvSource({"79, GREEN", "80, AMBER", "99, AMBER", "100, RED", "149, RED", "150, REVIEW"})
    void amber_at_80_percent_red_at_100_and_a_superintendent_at_150(int percent, Rank.Light light) {
        Instant received = NOW.minus(Duration.ofHours(168).multipliedBy(percent).dividedBy(100));

        Rank rank = Ranker.rank(inputs(OffenceClass.IIOC, received, Fact.KIRAT_HIGH), RULES, NOW);

        assertThat(rank.light()).isEqualTo(light);
        assertThat(rank.sentence().contains("superintendent's review is mandatory"))
                .isEqualTo(light == Rank.Light.REVIEW);
    }

    @Test
    void the_sentence_reads_as_a_superintendent_would_read_it_aloud() {
        RankInputs in = inputs(OffenceClass.IIOC, NOW.minus(Duration.ofHours(18)));
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        facts.put(Fact.ACCESS_NO_PLAN, "lives with a child aged 9 and no verified plan is current");
        facts.put(Fact.CHILD_IN_HOUSEHOLD, "");
        facts.put(Fact.RUI, "");
        facts.put(Fact.EVIDENCE_AT_RISK, "evidence is at risk: its battery fails");

        Rank rank = Ranker.rank(in.with(facts), RULES, NOW);

        assertThat(rank.sentence())
                .isEqualTo("P1: lives with a child aged 9 and no verified plan is current; evidence is at risk: its"
                        + " battery fails; 45 points; due for triage result in 6 hours");
        assertThat(rank.moves())
                .contains("If it no longer held that lives with a child aged 9 and no verified plan is current: P3.");
    }

    @Test
    void an_override_says_who_why_and_until_when_and_ends_by_itself() {
        RankInputs.Override override =
                new RankInputs.Override(Band.P1, "new intelligence", "Sample", "Insp", NOW.plus(Duration.ofDays(3)));
        RankInputs in = with(inputs(OffenceClass.IIOC, NOW, Fact.KIRAT_MEDIUM), null, override);

        assertThat(Ranker.rank(in, RULES, NOW).sentence())
                .startsWith(
                        "P1: set to P1 by Insp Sample until Thu 5 March 2026 (new intelligence); the rules say P3;");
        assertThat(Ranker.rank(in, RULES, NOW.plus(Duration.ofDays(3))).band()).isEqualTo(Band.P3);
    }

    @ParameterizedTest
    @EnumSource(Band.class)
    void within_a_band_the_overdue_stand_on_top_then_deadlines_from_P2_on_then_points_then_age(Band band) {
        List<QueueOrder.Entry> order = new ArrayList<>(List.of(
                entry(1, band, 0, false, 9, Rank.Light.RED),
                entry(2, band, 5, true, 5, Rank.Light.GREEN),
                entry(3, band, 50, false, 3, Rank.Light.GREEN),
                entry(4, band, 5, false, 8, Rank.Light.GREEN)));
        Collections.shuffle(order, new Random(1));

        List<Long> sorted =
                QueueOrder.sort(order).stream().map(e -> e.rank().caseId()).toList();

        assertThat(sorted)
                .containsExactlyElementsOf(band.ordinal() < 2 ? List.of(1L, 3L, 4L, 2L) : List.of(1L, 2L, 3L, 4L));
    }

    private static QueueOrder.Entry entry(long id, Band band, int points, boolean slack, int days, Rank.Light light) {
        Rank rank = new Rank(
                id,
                id,
                band,
                band,
                Lane.MAIN,
                "G7",
                false,
                points,
                slack,
                NOW.minus(Duration.ofDays(days)),
                null,
                light,
                "",
                List.of());
        return new QueueOrder.Entry(rank, 0);
    }

    @Test
    void every_row_carries_its_mark_and_placement_of_gates_is_labelled_as_judgement() {
        assertThat(RULES.gates()).allMatch(g -> g.mark() == Mark.JUDGEMENT && g.source() != null);
        assertThat(RULES.points()).allMatch(p -> p.mark() == Mark.JUDGEMENT && p.source() != null);
        assertThat(RULES.bands())
                .extracting(QueueRules.BandRow::mark)
                .containsExactly(Mark.SECONDARY, Mark.SECONDARY, Mark.PRIMARY, Mark.PRIMARY, Mark.PRIMARY);
    }
}
