package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.curlew.triage.obligations.ReleaseGate.Override;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.AccessKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.Release.Level;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Safeguarding.RiskAssessment;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows "Release (any)" and "Bail to RUI" of practice 3.4: what must stand before the record closes. */
class ReleaseGateTest {

    private static final String ANSWER = "the question of access to children is unanswered";
    private static final String PLAN = "a child has no verified safeguarding plan";
    private static final String ADDRESS = "the release address was not checked against known children";
    private static final String ASSESSMENT = "there is no new risk assessment";
    private static final String VICTIM = "the victim was not told";

    private final World world = new World();
    private final ReleaseGate gate = world.get(ReleaseGate.class);
    private final Instant now = world.clock.instant();
    private long caseId;
    private long suspect;
    private long child;

    @BeforeEach
    void a_suspect_of_whom_nothing_is_known() {
        caseId = world.exhibits.openCase("OP-1", "dc");
        suspect = world.person("Alder Example", LocalDate.of(1980, 1, 1));
        child = world.person("Iris Specimen", LocalDate.of(2016, 6, 1));
        add(new CaseParty(caseId, suspect, PartyRole.SUSPECT, false, null));
    }

    private void add(Entry entry) {
        world.register.add(entry, "dc", "told");
    }

    private ReleaseStatus status(ReleaseKind kind, Instant at, Instant addressChecked, Instant victimTold) {
        boolean bail = kind == ReleaseKind.BAIL || kind == ReleaseKind.BAIL_WITH_CONDITIONS;
        return new ReleaseStatus(
                caseId,
                suspect,
                kind,
                at,
                null,
                bail ? at.plus(Duration.ofDays(80)) : null,
                kind == ReleaseKind.BAIL_WITH_CONDITIONS ? "no contact" : null,
                null,
                false,
                addressChecked,
                victimTold,
                null);
    }

    private List<String> missing(ReleaseKind kind) {
        return gate.missing(status(kind, now, null, null));
    }

    private void answered(AccessAnswerKind answer) {
        add(new AccessAnswer(suspect, answer, "visit", now));
    }

    private void access(long of, Instant ended) {
        add(new ChildAccess(suspect, of, AccessKind.FAMILY, true, "visit", now, ended));
    }

    private void plan(long of, Instant verified, Instant review) {
        add(new SafeguardingPlan(
                caseId,
                suspect,
                of,
                "risk",
                "measures",
                "CSC",
                "visit",
                verified,
                null,
                null,
                null,
                review,
                "dc",
                "ds",
                now,
                null));
    }

    private void assessed(Instant at) {
        add(new RiskAssessment(caseId, suspect, null, Level.HIGH, "reasons", null, null, "dc", at));
    }

    @ParameterizedTest
    @EnumSource(ReleaseKind.class)
    void every_release_is_held_and_custody_charge_and_no_further_action_are_none(ReleaseKind kind) {
        boolean release =
                switch (kind) {
                    case RUI, BAIL, BAIL_WITH_CONDITIONS, VOLUNTARY -> true;
                    case CUSTODY, CHARGED, NFA -> false;
                };
        assertThat(missing(kind)).isEqualTo(release ? List.of(ANSWER, ADDRESS) : List.of());
    }

    @ParameterizedTest(name = "answers {0}: answered {1}")
    @CsvSource({
        "NONE_FOUND, true",
        "FOUND, true",
        "UNKNOWN, false",
        "UNKNOWN FOUND, true",
        "FOUND UNKNOWN, false",
        "NONE_FOUND UNKNOWN, false"
    })
    void the_last_answer_about_access_counts_as_in_the_queue(String answers, boolean answered) {
        for (String answer : answers.split(" ")) {
            answered(AccessAnswerKind.valueOf(answer));
        }
        assertThat(missing(ReleaseKind.RUI).contains(ANSWER)).isEqualTo(!answered);
    }

    @Test
    void the_address_is_checked_against_known_children_before_the_release_is_recorded() {
        answered(AccessAnswerKind.NONE_FOUND);
        assertThat(missing(ReleaseKind.RUI)).containsExactly(ADDRESS);
        assertThat(gate.missing(status(ReleaseKind.RUI, now, now, null))).isEmpty();
    }

    @ParameterizedTest(name = "access ended {0} s from now: a plan is missing {1}")
    @CsvSource({", true", "1, true", "0, false", "-1, false"})
    void a_child_needs_a_plan_while_the_suspect_can_reach_it(Integer ended, boolean needed) {
        access(child, ended == null ? null : now.plusSeconds(ended));
        assertThat(missing(ReleaseKind.RUI).contains(PLAN)).isEqualTo(needed);
    }

    @ParameterizedTest(name = "born {0}: a plan is missing {1}")
    @CsvSource({"2008-03-03, true", "2008-03-02, false", ", true"})
    void a_grown_up_needs_no_plan_and_a_person_of_unknown_age_does(LocalDate born, boolean needed) {
        access(world.person("Rowan Specimen", born), null);
        assertThat(missing(ReleaseKind.RUI).contains(PLAN)).isEqualTo(needed);
    }

    @ParameterizedTest(name = "verified {0}, review {1} s from now: a plan is missing {2}")
    @CsvSource({"true, 1, false", "true, 0, true", "false, 1, true"})
    void only_a_verified_plan_that_has_not_lapsed_counts(boolean verified, int review, boolean needed) {
        access(child, null);
        plan(child, verified ? now : null, now.plusSeconds(review));
        assertThat(missing(ReleaseKind.RUI).contains(PLAN)).isEqualTo(needed);
    }

    @Test
    void each_child_needs_a_plan_of_its_own() {
        long other = world.person("Olive Specimen", LocalDate.of(2012, 1, 1));
        access(child, null);
        access(other, null);
        plan(child, now, now.plusSeconds(60));
        assertThat(missing(ReleaseKind.RUI)).contains(PLAN);
        plan(other, now, now.plusSeconds(60));
        assertThat(missing(ReleaseKind.RUI)).doesNotContain(PLAN);
    }

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource({
        "BAIL, RUI, true",
        "BAIL_WITH_CONDITIONS, RUI, true",
        "BAIL, BAIL_WITH_CONDITIONS, false",
        "BAIL, CHARGED, false",
        "CUSTODY, RUI, false",
        "RUI, RUI, false"
    })
    void from_bail_to_release_under_investigation_there_is_a_new_assessment_first(
            ReleaseKind from, ReleaseKind to, boolean needed) {
        add(status(from, now.minus(Duration.ofDays(5)), null, null));
        assertThat(missing(to).contains(ASSESSMENT)).isEqualTo(needed);
    }

    @Test
    void the_last_status_of_this_case_says_whether_the_suspect_is_on_bail() {
        add(status(ReleaseKind.BAIL, now.minus(Duration.ofDays(5)), null, null));
        add(status(ReleaseKind.CUSTODY, now.minus(Duration.ofDays(9)), null, null));
        assertThat(missing(ReleaseKind.RUI)).contains(ASSESSMENT);
        add(status(ReleaseKind.CUSTODY, now.minus(Duration.ofDays(1)), null, null));
        assertThat(missing(ReleaseKind.RUI)).doesNotContain(ASSESSMENT);
    }

    @ParameterizedTest(name = "assessed {0} s after bail was granted: missing {1}")
    @CsvSource({"-1, true", "0, true", "1, false"})
    void an_assessment_from_before_the_bail_is_not_new(int seconds, boolean missing) {
        Instant bailed = now.minus(Duration.ofDays(5));
        add(status(ReleaseKind.BAIL, bailed, null, null));
        assessed(bailed.plusSeconds(seconds));
        assertThat(missing(ReleaseKind.RUI).contains(ASSESSMENT)).isEqualTo(missing);
    }

    @Test
    void where_there_is_a_victim_it_was_told_before_bail_becomes_release_under_investigation() {
        add(status(ReleaseKind.BAIL, now.minus(Duration.ofDays(5)), null, null));
        add(new CaseParty(caseId, child, PartyRole.CHILD, false, null));
        assertThat(missing(ReleaseKind.RUI)).doesNotContain(VICTIM);
        add(new CaseParty(caseId, child, PartyRole.VICTIM, false, null));
        assertThat(missing(ReleaseKind.RUI)).contains(VICTIM);
        assertThat(gate.missing(status(ReleaseKind.RUI, now, null, now))).doesNotContain(VICTIM);
    }

    @Test
    void what_two_blocks_ask_is_said_once() {
        access(child, null);
        add(status(ReleaseKind.BAIL, now.minus(Duration.ofDays(5)), null, null));
        assertThat(missing(ReleaseKind.RUI)).containsExactlyInAnyOrder(ANSWER, PLAN, ADDRESS, ASSESSMENT);
    }

    @ParameterizedTest(name = "by {0}, rank {1}, reason {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, Insp, hospital",
                "' ', Insp, hospital",
                "Sample, none, hospital",
                "Sample, ' ', hospital",
                "Sample, Insp, none",
                "Sample, Insp, ' '"
            })
    void an_override_names_person_rank_and_reason_or_nothing_is_recorded(String by, String rank, String reason) {
        ReleaseStatus rui = status(ReleaseKind.RUI, now, null, null);
        assertThatThrownBy(() -> gate.record(rui, "dc", "released", new Override(by, rank, reason)))
                .isInstanceOf(ObligationException.class)
                .hasMessage("Override of a release: name, rank and reason are needed");
        assertThat(world.register.list(ReleaseStatus.class, Filter.ofCase(caseId)))
                .isEmpty();
    }

    @Test
    void an_override_is_kept_with_what_was_missing_and_one_that_was_not_needed_is_not() {
        assertThat(gate.record(
                                status(ReleaseKind.RUI, now, null, null),
                                "dc",
                                "released",
                                new Override("Sample", "Insp", "hospital"))
                        .reason())
                .isEqualTo("released; overridden by Insp Sample: hospital (missing: " + ANSWER + "; " + ADDRESS + ")");
        assertThat(gate.record(
                                status(ReleaseKind.NFA, now.minusSeconds(60), null, null),
                                "dc",
                                "no offence",
                                new Override("Sample", "Insp", "hospital"))
                        .reason())
                .isEqualTo("no offence");
    }
}
