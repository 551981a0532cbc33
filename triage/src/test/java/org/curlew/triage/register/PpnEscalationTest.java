package org.curlew.triage.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.curlew.triage.obligations.World;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.Safeguarding.PpnEscalation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PpnEscalationTest {

    private final World world = new World();
    private final Instant now = world.clock.instant();
    private long caseId;
    private long child;

    @BeforeEach
    void a_child_of_a_case() {
        caseId = world.exhibits.openCase("OP-1", "dc");
        child = world.register
                .add(
                        new Person(null, "Iris Specimen", LocalDate.of(2016, 6, 1), true, null, null, null, List.of()),
                        "dc",
                        "told")
                .id();
    }

    private PpnEscalation step(String toWhom, Duration ago) {
        return new PpnEscalation(caseId, child, now.minus(ago), toWhom, "the threshold is met", null, null);
    }

    @Test
    void each_step_is_a_record_with_its_date_to_whom_and_outcome_and_an_answer_is_a_version_of_its_step() {
        Versioned<PpnEscalation> first =
                world.register.add(step("Team manager, children's social care", Duration.ofDays(5)), "ds", "told");
        world.register.add(step("Head of safeguarding", Duration.ofDays(2)), "di", "told");
        world.clock.forward(Duration.ofHours(1));
        PpnEscalation answer = new PpnEscalation(
                caseId, child, first.entry().at(), null, null, now.minus(Duration.ofDays(3)), "no further action");
        world.register.edit(first.id(), first.version(), first.entry().with(answer), "ds", "told");

        List<Versioned<PpnEscalation>> ladder = world.register.list(PpnEscalation.class, Filter.ofCase(caseId));
        assertThat(ladder)
                .extracting(v -> v.entry().toWhom())
                .containsExactly("Team manager, children's social care", "Head of safeguarding");
        assertThat(ladder).extracting(v -> v.entry().outcome()).containsExactly("no further action", null);
        assertThat(ladder.getFirst().version()).isEqualTo(2);
        assertThat(ladder.getFirst().entry().reason()).as("kept").isEqualTo("the threshold is met");
        assertThat(world.get(Snapshots.class)
                        .load(Snapshots.kinds(PpnEscalation.class), List.of(caseId), now.plusSeconds(60))
                        .ofChild(PpnEscalation.class, child))
                .as("as it stood before the answer")
                .extracting(PpnEscalation::outcome)
                .containsExactly(null, null);
    }

    @ParameterizedTest(name = "{0}: {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                "at, -, -, -, -, at: is missing",
                "toWhom, -60, -, -, -, toWhom: is missing",
                "future, 10, Head, -, -, at: lies in the future",
                "order, -60, Head, -90, no, answeredAt: lies before at",
                "outcome, -60, Head, -30, -, outcome: an answer has an outcome",
                "answered, -60, Head, -, no, answeredAt: an outcome has the time of its answer",
                "late, -60, Head, 10, no, answeredAt: lies in the future"
            })
    void what_cannot_be_is_refused_by_its_field(
            String what, Integer at, String toWhom, Integer answered, String outcome, String problem) {
        PpnEscalation wrong = new PpnEscalation(
                caseId, child, minutes(at), toWhom, "the threshold is met", minutes(answered), outcome);

        assertThatThrownBy(() -> world.register.add(wrong, "ds", "told"))
                .isInstanceOf(RegisterException.class)
                .hasMessageContaining(problem);
    }

    private Instant minutes(Integer from) {
        return from == null ? null : now.plus(Duration.ofMinutes(from));
    }
}
