package org.curlew.triage.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.curlew.triage.obligations.World;
import org.curlew.triage.register.CaseEntries;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.CourtDate;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.AccessKind;
import org.curlew.triage.register.People.Address;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.KiratLevel;
import org.curlew.triage.register.People.KiratResult;
import org.curlew.triage.register.People.OrderKind;
import org.curlew.triage.register.People.OrderReference;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.People.SuspectHistory;
import org.curlew.triage.register.Release.BailExtension;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.curlew.triage.register.Safeguarding.VictimUpdate;
import org.curlew.triage.register.Versioned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The re-rank triggers of practice 3.2, each by the act that sets it off. */
class TriggersTest {

    private static final World WORLD = new World();
    private static final Instant NOW = WORLD.clock.instant();
    private static final long CASE = WORLD.exhibits.openCase("OP-1", "dc");
    private static final long EXHIBIT =
            WORLD.exhibits.bookIn("OP-1", "A/1", "dc").id();
    private static final Versioned<Person> SUSPECT = person("Alder Example", LocalDate.of(1980, 1, 1));
    private static final Versioned<Person> CHILD = person("Iris Specimen", LocalDate.of(2016, 1, 1));

    static {
        WORLD.register.add(new CaseParty(CASE, SUSPECT.id(), PartyRole.SUSPECT, false, null), "dc", "start");
    }

    private static Versioned<Person> person(String name, LocalDate born) {
        return WORLD.register.add(new Person(null, name, born, true, null, null, null, List.of()), "dc", "start");
    }

    private static List<String> open() {
        return WORLD.jdbc
                .sql("select cause from queue_trigger where handled_at is null and case_id = ? order by id")
                .param(CASE)
                .query(String.class)
                .list();
    }

    static Stream<Arguments> triggers() {
        long s = SUSPECT.id();
        long c = CHILD.id();
        return Stream.of(
                Arguments.of("new child", new ChildAccess(s, c, AccessKind.FAMILY, true, null, null, null)),
                Arguments.of("access answered", new AccessAnswer(s, AccessAnswerKind.FOUND, null, null)),
                Arguments.of("new address", new Address(s, "1 Invented Street", null, null, false)),
                Arguments.of(
                        "change of release status",
                        new ReleaseStatus(
                                CASE, s, ReleaseKind.RUI, NOW, null, null, null, null, false, null, null, null)),
                Arguments.of(
                        "bail extended",
                        new BailExtension(CASE, s, NOW, "inspector", NOW.plusSeconds(9), true, true, true, true, true)),
                Arguments.of("new KIRAT", new KiratResult(s, KiratLevel.HIGH, "2", "dc", true, NOW, null)),
                Arguments.of("new person", new CaseParty(CASE, c, PartyRole.VICTIM, true, null)),
                Arguments.of("order or breach", new OrderReference(s, OrderKind.SHPO, "1", "breach", null, null)),
                Arguments.of("history changed", new SuspectHistory(s, true, null, null, null, null)),
                Arguments.of(
                        "safeguarding plan changed",
                        new SafeguardingPlan(
                                CASE,
                                s,
                                c,
                                "risk",
                                "measures",
                                "CSC",
                                null,
                                null,
                                null,
                                null,
                                null,
                                NOW.plusSeconds(9),
                                "dc",
                                null,
                                null,
                                null)),
                Arguments.of("court date", new CourtDate(CASE, s, "first hearing", NOW, null)),
                Arguments.of(
                        "exhibit added or changed",
                        CaseEntries.device(EXHIBIT, "phone", NOW, NOW).entry()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("triggers")
    void each_change_of_the_register_names_its_case(String cause, Entry entry) {
        WORLD.queue.rerankTriggered();
        WORLD.register.add(entry, "dc", "new information");

        assertThat(open()).containsExactly(cause);
        WORLD.queue.rerankTriggered();
        assertThat(open()).isEmpty();
    }

    @Test
    void a_new_job_a_hit_and_a_new_offence_name_the_case_and_a_victims_update_does_not() {
        WORLD.queue.rerankTriggered();
        Person p = SUSPECT.entry();
        WORLD.register.edit(
                SUSPECT.id(),
                1,
                new Person(null, p.name(), p.born(), true, "teacher", "none", true, List.of()),
                "dc",
                "new job");
        assertThat(open()).containsExactly("person changed");
        WORLD.queue.rerank(EXHIBIT, new TriageOutcome(1, java.util.Map.of(), true, 0, 0, 0), "machine");
        assertThat(open()).contains("hit");
        WORLD.queue.rerankTriggered();
        WORLD.register.add(
                new VictimUpdate(CASE, CHILD.id(), NOW, "ROUTINE", "dc", null, NOW.plus(Duration.ofDays(28))),
                "dc",
                "told");
        assertThat(open()).isEmpty();
    }
}
