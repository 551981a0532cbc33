package org.curlew.triage.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.curlew.triage.obligations.ObligationRules;
import org.curlew.triage.obligations.World;
import org.curlew.triage.queue.QueueRules;
import org.curlew.triage.reviews.ReviewRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleBookTest {

    private final World world = new World();

    private static String queueFile() {
        return RuleFiles.shipped("queue.yaml").replace("version: \"2026.1\"", "version: \"force-2\"");
    }

    @Test
    void the_shipped_files_pass_their_own_checks() {
        assertThat(world.rules.inForce("queue", QueueRules.class).version()).isEqualTo("2026.1");
        assertThat(world.rules
                        .inForce("obligations", ObligationRules.class)
                        .rules()
                        .size())
                .isEqualTo(42);
        assertThat(world.rules.inForce("reviews", ReviewRules.class).parts()).hasSize(12);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{band: P2, triageHours| {bnad: P2, triageHours| bands row 3, field 'bnad': is not known here; the fields are band, completionDays,",
                "{band: P3, triageHours| {band: P4, triageHours| bands row 4, field 'band': P4 stands where P3 must be; bands leave no gap",
                "completionDays: 40| completionDays: 200| bands row 4, field 'completionDays': not longer than the band above it",
                "points: 25| points: many| points row 1, field 'points'",
                "amber: 0.8| amber: 1.2| lights, field 'amber': amber, red and review must rise",
                "ceiling: P2| ceiling: P1| deadline, field 'ceiling': a deadline never outranks a child at risk",
                "any: [KIRAT_UNKNOWN, ACCESS_UNKNOWN| any: [KIRAT_UNKNOWN| no gate holds ACCESS_UNKNOWN at P2 or above; unknown is never low",
                "exceptionBeyondDays: 180| exceptionBeyondDays: 400| field 'exceptionBeyondDays': must lie between 1 and 180",
                "overrideMaxDays: 28| overrideMaxDays: 90| field 'overrideMaxDays': must lie between 1 and 28",
                "basis: \"practice 3.2\"| basis: \"practice 3.2| not readable as YAML"
            })
    void a_bad_file_names_row_and_field_and_the_old_one_stays_in_force(String old, String changed, String message) {
        assertThatThrownBy(() -> world.queue.loadRules(queueFile().replace(old.strip(), changed.strip()), "admin"))
                .isInstanceOf(RuleFileException.class)
                .hasMessageContaining(message.strip())
                .hasMessageEndingWith("Version 2026.1 stays in force.");
        assertThat(world.queue.rules().version()).isEqualTo("2026.1");
    }

    @Test
    void a_good_file_comes_into_force_ranks_by_it_and_cannot_re_use_a_version() {
        long id = world.exhibits.bookIn("OP-1", "A/1", "examiner").id();
        world.queue.rerankAll("start", "admin");
        String file = queueFile()
                .replace(
                        "any: [KIRAT_UNKNOWN, ACCESS_UNKNOWN, IDENTITY_UNKNOWN, RELEASE_UNKNOWN], band: P2",
                        "any: [KIRAT_UNKNOWN, ACCESS_UNKNOWN, IDENTITY_UNKNOWN, RELEASE_UNKNOWN], band: P1");

        assertThat(world.queue.wouldMove(RuleFiles.read("queue.yaml", file, QueueRules.class)))
                .isEqualTo(1);
        world.queue.loadRules(file, "admin");

        assertThat(world.queue.find(id).orElseThrow().ruleVersion()).isEqualTo("force-2");
        assertThat(world.queue.find(id).orElseThrow().band().name()).isEqualTo("P1");
        assertThatThrownBy(() -> world.queue.loadRules(file.replace("points: 25", "points: 30"), "admin"))
                .hasMessageContaining("force-2 was used before");
    }

    @Test
    void the_reassessment_clock_can_be_met_by_nothing_but_a_reassessment_even_by_rule() {
        String file = RuleFiles.shipped("obligations.yaml")
                .replace("metBy: [RISK_REASSESSED]", "metBy: [RISK_REASSESSED, WELFARE_CHECKED]");

        assertThatThrownBy(() -> RuleFiles.read("obligations.yaml", file, ObligationRules.class))
                .hasMessageContaining("rules rui-reassessment, field 'metBy': only RISK_REASSESSED");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{id: p2p-alert-triaged,| {id: referral-assessed,| rules row 2, field 'id': is missing or stands twice",
                "due: {hours: 24}, what: \"Assess| due: {hours: -24}, what: \"Assess| rules row 1, field 'due': below nought",
                "due: {hours: 24}, what: \"Assess| what: \"Assess| rules row 1, field 'due': give one of",
                "due: {hours: 24}, what: \"Assess| deu: {hours: 24}, what: \"Assess| rules row 1, field 'deu'",
                "metBy: [REFERRAL_ASSESSED]| metBy: []| rules row 1, field 'metBy': needs",
                "cases: {VERY_HIGH: {hours: 24}| cases: {VERY_HIGH: {hours: -1}| rules row 3, field 'cases': below nought",
                "ladder: E1, source: \"practice 3.4 row 1\"| ladder: E9, source: \"x\"| rules row 1, field 'ladder': E9 is not",
                "{id: supervisor-review,| {id: review,| field 'id': supervisor-review is missing; this clock cannot be",
                "{id: rui-reassessment,| {id: rui,| field 'id': rui-reassessment is missing; this clock cannot be",
                "- {step: E3, level: E3}| - {step: E3, level: E8}| ladders E3 row 1, field 'level': E8 has no recipients",
                "repeats: COMPLETED, due: {days: 28}, what: \"Suspect's| repeats: COMPLETED, due: {hours: 0}, what: \"Suspect's| field 'repeats': needs a 'due' longer than nought",
                "repeats: SCHEDULE, due: {days: 28}| repeats: SCHEDULE, due: {endOfDay: true}| field 'repeats': needs a 'due' longer than nought",
                "repeats: SCHEDULE, due: {days: 28}| repeats: SCHEDULE, dueAt: until| field 'repeats': needs a 'due' longer than nought",
                "cases: {P0: {days: 7}| cases: {P0: {days: 0}| field 'repeats': needs 'cases' longer than nought",
                "first: {months: 12}| first: {months: -1}| field 'first': below nought",
                "lead: {days: 7}| lead: {days: -1}| field 'lead': below nought",
                "{on: RERANK_TRIGGER, due: {days: 2}}| {on: RERANK_TRIGGER, due: {workingDays: -2}}| field 'within': below nought",
                "{on: RERANK_TRIGGER, due: {days: 2}}| {on: RERANK_TRIGGER}| field 'within': needs 'on' and 'due'",
                "level: E4, after: {days: 14}| level: E4, after: {days: -14}| ladders standard row 5, field 'after': below nought",
                "before: {days: 28}| before: {months: -1}| ladders bail-end row 1, field 'before': below nought",
                "afterStart: {hours: 8}| afterStart: {hours: -8}| ladders same-shift row 1, field 'afterStart': below nought",
                "amberPercent: 75| amberPercent: 0| storage, field 'amberPercent': amber, red and stop must rise",
                "amberPercent: 75| amberPercent: 90| storage, field 'amberPercent': amber, red and stop must rise",
                "redPercent: 90| redPercent: 95| storage, field 'amberPercent': amber, red and stop must rise",
                "stopP4Percent: 95| stopP4Percent: 101| storage, field 'amberPercent': amber, red and stop must rise",
                "amberDays: 60| amberDays: 21| storage, field 'amberPercent': amber, red and stop must rise",
                "redDays: 21| redDays: -1| storage, field 'amberPercent': amber, red and stop must rise",
                "amberLevel: E2| amberLevel: E7| storage, field 'amberLevel': E7 has no recipients",
                "redLevel: E4| redLevel: E8| storage, field 'redLevel': E8 has no recipients",
                "E3: [\"role:SUPERINTENDENT\"]| E3: []| recipients, field 'E3': names nobody; a step that tells nobody is lost",
                "E4: [\"role:ACC\"]| E4: [\" \"]| recipients, field 'E4': names nobody; a step that tells nobody is lost",
                "arrestedFrom: 2017-04-03| arrestedFrom: 2023-04-03| bail row 2, field 'arrestedFrom': later rules stand first"
            })
    void a_bad_file_of_clocks_names_row_and_field_and_the_old_one_stays_in_force(
            String old, String changed, String message) {
        String shipped = RuleFiles.shipped("obligations.yaml");
        assertThat(shipped).contains(old.strip());
        String before = world.obligations.rules().version();
        String bad =
                shipped.replace(old.strip(), changed.strip()).replaceFirst("(?m)^version: .*$", "version: \"bad\"");

        assertThatThrownBy(() -> world.rules.load("obligations", bad, ObligationRules.class, "admin"))
                .isInstanceOf(RuleFileException.class)
                .hasMessageContaining(message.strip())
                .hasMessageEndingWith("Version " + before + " stays in force.");
        assertThat(world.obligations.rules().version()).isEqualTo(before);
    }
}
