package org.curlew.triage.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.curlew.triage.obligations.World;
import org.curlew.triage.register.CaseEntries;
import org.curlew.triage.register.ExhibitClocks;
import org.curlew.triage.register.ExhibitFile.DecisionKind;
import org.curlew.triage.register.ExhibitFile.ExhibitDecision;
import org.curlew.triage.register.ExhibitState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationsTest {

    private final World world = new World();
    private final Allocations allocations = world.get(Allocations.class);
    private final Instant start = world.clock.instant();
    private long phone;
    private long computer;

    @BeforeEach
    void two_exhibits_and_three_examiners() {
        phone = exhibit("OP-1", "P/1", "phone");
        computer = exhibit("OP-2", "C/1", "computer");
        allocations.examiner("Ash", Set.of("mobile", "iioc"), 2, null, null, "lead");
        allocations.examiner("Birch", Set.of("mobile", "computer", "iioc"), 2, null, null, "lead");
        allocations.examiner("Cedar", Set.of("mobile", "computer"), 5, null, null, "lead");
    }

    private long exhibit(String caseReference, String reference, String kind) {
        long id = world.exhibits.bookIn(caseReference, reference, "dc").id();
        world.register.add(
                CaseEntries.device(id, kind, start.minus(Duration.ofDays(9)), start.minus(Duration.ofDays(4)))
                        .entry(),
                "dc",
                "booked in");
        return id;
    }

    @Test
    void an_exhibit_goes_to_the_least_loaded_who_has_the_skills() {
        assertThat(allocations.needed(computer)).containsExactly("computer", "iioc");
        assertThat(allocations.candidates(phone))
                .extracting(c -> c.examiner().name(), Allocations.Candidate::obstacle)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Ash", null),
                        org.assertj.core.groups.Tuple.tuple("Birch", null),
                        org.assertj.core.groups.Tuple.tuple("Cedar", "lacks the skill iioc"));

        allocations.allocate(phone, "Ash", "least loaded", "lead");

        assertThat(allocations.candidates(computer))
                .extracting(c -> c.examiner().name())
                .first()
                .isEqualTo("Birch");
        assertThatThrownBy(() -> allocations.allocate(computer, "Ash", "free", "lead"))
                .hasMessage("Ash cannot take exhibit C/1: lacks the skill computer; Birch can");
        assertThatThrownBy(() -> allocations.allocate(phone, "Birch", "again", "lead"))
                .hasMessageContaining("is allocated already");
    }

    @Test
    void who_is_away_or_has_enough_is_passed_over_and_a_graded_exhibit_frees_its_examiner() {
        allocations.examiner("Birch", Set.of("mobile", "computer", "iioc"), 1, null, null, "lead");
        allocations.allocate(computer, "Birch", "skills", "lead");
        assertThat(allocations.candidates(phone))
                .filteredOn(c -> c.examiner().name().equals("Birch"))
                .extracting(Allocations.Candidate::obstacle)
                .containsExactly("has 1 of 1");
        world.exhibits.move(computer, ExhibitState.GRADED, "grader", "done");
        assertThat(allocations.candidates(phone))
                .filteredOn(c -> c.examiner().name().equals("Birch"))
                .extracting(Allocations.Candidate::obstacle)
                .containsExactly((String) null);
        allocations.examiner(
                "Ash", Set.of("mobile", "iioc"), 2, LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 2), "lead");
        assertThatThrownBy(() -> allocations.allocate(phone, "Ash", "x", "lead"))
                .hasMessageContaining("is away until 2026-03-02; Birch can");
        world.clock.forward(Duration.ofDays(1));
        allocations.allocate(phone, "Ash", "back", "lead");
        allocations.end(phone, "handed over", "lead");
        assertThat(allocations.history(phone))
                .extracting(Allocations.Allocation::endReason)
                .containsExactly("handed over");
    }

    @ParameterizedTest
    @EnumSource(DecisionKind.class)
    void an_exhibit_that_was_decided_on_leaves_the_queue_and_frees_its_examiner(DecisionKind kind) {
        allocations.examiner("Birch", Set.of("mobile", "computer", "iioc"), 1, null, null, "lead");
        allocations.allocate(computer, "Birch", "skills", "lead");
        world.register.add(
                new ExhibitDecision(computer, start, kind.name(), "a witness's", "Sample", "Insp", "2026.1"),
                "ds",
                "decided");
        assertThat(world.queue.find(computer)).isEmpty();
        assertThat(allocations.examiners())
                .filteredOn(e -> e.name().equals("Birch"))
                .extracting(Allocations.Examiner::load)
                .containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"return to owner", "Return", "not to be examined"})
    void a_decision_in_words_of_ones_own_would_end_no_waiting_and_is_refused(String words) {
        assertThatThrownBy(() -> world.register.add(
                        new ExhibitDecision(computer, start, words, "a witness's", "Sample", "Insp", "2026.1"),
                        "ds",
                        "decided"))
                .hasMessageContaining("decision: '" + words + "' is none; choose RETURN, ELIMINATED or NEGATIVE");
    }

    @Test
    void an_examiner_takes_the_first_of_the_queue_that_nobody_has_and_their_skills_allow() {
        world.queue.rerank(computer, new TriageOutcome(9, java.util.Map.of(), true, 0, 0, 1), "machine");

        assertThat(allocations.next("Birch").orElseThrow().exhibitId()).isEqualTo(computer);
        assertThat(allocations.next("Ash").orElseThrow().exhibitId()).isEqualTo(phone);
        allocations.allocate(computer, "Birch", "first of the queue", "lead");
        assertThat(allocations.next("Birch").orElseThrow().exhibitId()).isEqualTo(phone);
        assertThatThrownBy(() -> allocations.examiner("Ash", Set.of("moblie"), 2, null, null, "lead"))
                .hasMessage("Examiner Ash, skills: the rules know [computer, iioc, mobile]; write them so");
    }

    @Test
    void three_clocks_run_from_seizure_submission_and_entry_into_the_state_as_of_any_day() {
        ExhibitClocks clocks = world.get(ExhibitClocks.class);
        world.clock.forward(Duration.ofDays(1));
        world.exhibits.move(phone, ExhibitState.QUEUED, "lead", "accepted");
        world.clock.forward(Duration.ofDays(2));
        world.exhibits.move(phone, ExhibitState.QUEUED, "lead", "tried again");
        Instant now = world.clock.instant();

        ExhibitClocks.Ages ages = clocks.of(phone, now).orElseThrow();
        assertThat(ages.sinceSeizure()).isEqualTo(Duration.ofDays(12));
        assertThat(ages.sinceSubmission()).isEqualTo(Duration.ofDays(7));
        assertThat(ages.inState()).as("trying again restarts no clock").isEqualTo(Duration.ofDays(2));
        assertThat(clocks.of(phone, start).orElseThrow().state()).isEqualTo(ExhibitState.BOOKED_IN);
        assertThat(clocks.of(phone, start.minusSeconds(1))).isEmpty();
        assertThat(clocks.oldest(ExhibitState.QUEUED, now).inState().reference())
                .isEqualTo("P/1");
        assertThat(clocks.oldest(ExhibitState.GRADED, now).bySeizure()).isNull();
    }
}
