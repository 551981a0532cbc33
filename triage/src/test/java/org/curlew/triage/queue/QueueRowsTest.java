package org.curlew.triage.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.curlew.triage.queue.RankerTableTest.NOW;
import static org.curlew.triage.queue.RankerTableTest.RULES;
import static org.curlew.triage.queue.RankerTableTest.inputs;

import java.util.List;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.rules.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What of the shipped queue file {@link RankerTableTest} does not look at: marks, other work, and skills. */
class QueueRowsTest {

    @Test
    void what_no_source_states_is_labelled_as_judgement() {
        assertThat(List.of(
                        RULES.otherwise().mark(),
                        RULES.deadline().mark(),
                        RULES.under18().mark(),
                        RULES.age().mark(),
                        RULES.lights().mark()))
                .containsOnly(Mark.JUDGEMENT);
        assertThat(RULES.otherWork()).allMatch(w -> w.mark() == Mark.JUDGEMENT && w.source() != null);
        assertThat(RULES.skills()).allMatch(s -> s.mark() == Mark.JUDGEMENT && s.source() != null);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = Fact.class,
            names = {"KIRAT_HIGH", "ORDER_SUBJECT", "GROOMING", "CHILD_ROLE", "PRIOR_HISTORY", "KIRAT_MEDIUM"})
    void what_is_asked_of_those_who_look_at_children_moves_no_other_work(Fact fact) {
        assertThat(Ranker.rank(inputs(OffenceClass.OTHER, NOW, fact), RULES, NOW)
                        .gate())
                .isEqualTo("G9");
        assertThat(Ranker.rank(
                                inputs(OffenceClass.SEXUAL_OTHER, NOW, Fact.KIRAT_LOW, Fact.ACCESS_NONE_VERIFIED),
                                RULES,
                                NOW)
                        .band())
                .as("the lowest gate does not lower it either")
                .isEqualTo(Band.P2);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "phone| OTHER| mobile",
                "tablet| OTHER| mobile",
                "computer| OTHER| computer",
                "storage| OTHER| computer",
                "console| OTHER| computer",
                "camera| OTHER| ",
                "camera| IIOC| iioc",
                "camera| CHILD_CONTACT| iioc",
                "camera| ONLINE_GROOMING| iioc",
                "camera| SEXUAL_OTHER| ",
                "phone| IIOC| mobile iioc"
            })
    void each_kind_of_device_and_each_offence_needs_its_skill(String kind, OffenceClass offence, String skills) {
        assertThat(RULES.skills().stream()
                        .filter(s -> s.needed(kind, offence))
                        .map(QueueRules.Skill::skill)
                        .toList())
                .isEqualTo(skills == null ? List.of() : List.of(skills.split(" ")));
    }
}
