package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.curlew.triage.obligations.ActsDone.Kind;
import org.curlew.triage.obligations.ActsDone.Rank;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clocks that a note by a named person meets: who may write it, and that nothing else meets them. */
class ActsDoneTest {

    private final World world = new World();
    private final ActsDone acts = world.get(ActsDone.class);

    private long released(Duration ago) {
        Instant at = world.clock.instant().minus(ago);
        long caseId = world.exhibits.openCase("OP-1", "dc");
        world.register.add(
                new CaseDetails(
                        caseId,
                        OffenceClass.IIOC,
                        null,
                        null,
                        "dc",
                        null,
                        "ds",
                        true,
                        false,
                        false,
                        false,
                        false,
                        null,
                        null,
                        at,
                        null,
                        null),
                "dc",
                "import");
        long suspect = world.register
                .add(
                        new Person(
                                null,
                                "Alder Example",
                                LocalDate.of(1980, 1, 1),
                                true,
                                "none",
                                "none",
                                false,
                                List.of()),
                        "dc",
                        "import")
                .id();
        world.register.add(new CaseParty(caseId, suspect, PartyRole.SUSPECT, false, null), "dc", "import");
        world.register.add(
                new ReleaseStatus(caseId, suspect, ReleaseKind.RUI, at, at, null, null, null, false, null, null, null),
                "dc",
                "import");
        world.obligations.tick();
        return caseId;
    }

    private Obligation open(String rule) {
        return world.obligations.open(rule).getFirst();
    }

    @ParameterizedTest(name = "{0} by {1}: {2}")
    @CsvSource({
        "rui-3-months, INSPECTOR, true",
        "rui-6-months, INSPECTOR, false",
        "rui-6-months, CHIEF_INSPECTOR, false",
        "rui-6-months, SUPERINTENDENT, true",
        "rui-9-months, CHIEF_SUPERINTENDENT, false",
        "rui-9-months, ACC, true",
        "rui-12-months, CHIEF_SUPERINTENDENT, false",
        "rui-12-months, CC, true"
    })
    void each_review_of_a_release_needs_its_rank(String rule, Rank rank, boolean enough) {
        long caseId = released(Duration.ofDays(400));
        String subject = open(rule).subject();
        int before = world.obligations.open(rule).size();

        if (!enough) {
            assertThatThrownBy(() -> acts.record(rule, subject, caseId, "Still necessary", rank, "reviewer"))
                    .isInstanceOf(ObligationException.class)
                    .hasMessageContaining(", rank: needs ");
            assertThat(world.obligations.open(rule)).hasSize(before);
            return;
        }
        Instant due = open(rule).due();
        acts.record(rule, subject, caseId, "Still necessary; exhibit moved up", rank, "reviewer");

        assertThat(world.obligations.open(rule)).noneMatch(o -> o.due().equals(due));
        assertThat(acts.of(caseId)).singleElement().satisfies(d -> {
            assertThat(d.findings()).isEqualTo("Still necessary; exhibit moved up");
            assertThat(d.by()).isEqualTo("reviewer");
        });
    }

    @Test
    void a_note_without_findings_meets_nothing_and_a_reassessment_is_never_met_by_a_note() {
        long caseId = released(Duration.ofDays(100));
        String subject = open("rui-3-months").subject();

        assertThatThrownBy(() -> acts.record("rui-3-months", subject, caseId, " ", Rank.INSPECTOR, "reviewer"))
                .hasMessageContaining("findings: say Is release under investigation still necessary?");
        assertThatThrownBy(() -> acts.record("rui-reassessment", subject, caseId, "done", Rank.INSPECTOR, "reviewer"))
                .hasMessageContaining("is met by an entry of the register");
        assertThat(acts.meeting("rui-reassessment")).isEmpty();
        assertThat(acts.meeting("sfr1")).contains(Kind.SFR1_SERVED);
    }

    @Test
    void a_case_cannot_be_discharged_through_another_one() {
        long caseId = released(Duration.ofDays(100));
        String subject = open("rui-3-months").subject();

        assertThatThrownBy(() -> acts.record("rui-3-months", subject, caseId + 1, "x", Rank.INSPECTOR, "reviewer"))
                .hasMessageContaining("is not open for");
    }

    @Test
    void half_as_long_again_as_its_target_and_a_superintendent_must_look() {
        long caseId = released(Duration.ofDays(1));
        world.exhibits.bookIn("OP-1", "A/1", "examiner");
        world.queue.rerankCase(caseId, "booked in", "examiner");
        Instant received = world.clock.instant();
        Duration target =
                Duration.between(received, world.queue.list().getFirst().rank().dueAt());
        world.clock.set(received.plus(target.multipliedBy(149).dividedBy(100)));
        world.obligations.tick();
        assertThat(world.obligations.open("delay-review")).isEmpty();

        world.clock.set(received.plus(target.multipliedBy(3).dividedBy(2)));
        world.obligations.tick();
        assertThat(world.notifications.open("role:SUPERINTENDENT"))
                .anyMatch(n -> n.text().contains("150 % of the target has passed"));

        acts.record(
                "delay-review",
                open("delay-review").subject(),
                caseId,
                "Moved to the next examiner",
                Rank.SUPERINTENDENT,
                "supt");
        assertThat(world.obligations.open("delay-review")).isEmpty();
    }

    @Test
    void the_boards_fortnight_counts_from_the_first_run_of_the_clocks() {
        world.obligations.tick();
        world.clock.forward(Duration.ofDays(1));
        world.obligations.tick();

        assertThat(open("board-pack").due()).isEqualTo("2026-03-16T09:00:00Z");
        assertThat(open("board-audit").due())
                .as("summer time begins on 29 March")
                .isEqualTo("2026-04-02T08:00:00Z");
    }

    @Test
    void a_method_is_reviewed_each_year_and_at_once_when_its_version_changes() {
        Methods methods = world.get(Methods.class);
        methods.inUse("Imager", "4.1", "quality");
        assertThat(open("method-review").due()).isEqualTo("2027-03-02T09:00:00Z");
        assertThatThrownBy(() -> methods.inUse("imager", "4.1", "quality")).hasMessageContaining("in use already");

        world.clock.forward(Duration.ofDays(30));
        methods.inUse("Imager", "4.2", "quality");
        assertThat(open("method-review").due()).isEqualTo(world.clock.instant());
        assertThat(methods.all()).singleElement().satisfies(m -> assertThat(m.version())
                .isEqualTo("4.2"));

        world.clock.forward(Duration.ofDays(1));
        acts.record("method-review", "method:imager", null, "Validated on the benign set", null, "quality");
        assertThat(open("method-review").due()).isEqualTo("2027-04-02T09:00:00Z");
        methods.retire("Imager", "quality");
        assertThat(world.obligations.open("method-review")).isEmpty();
        assertThat(methods.all()).isEmpty();
    }
}
