package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Versioned;
import org.curlew.triage.register.WrittenEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a case must be looked at although nobody writes anything down: nothing may fall due unseen. */
class HorizonTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    private final Horizon horizon = new Horizon(NOW);
    private final Snapshot register = new Snapshot();

    private void add(long id, String kind, String body) {
        Entry entry = WrittenEntry.of(Obligations.KINDS, kind, body);
        register.add(new Versioned<>(id, 1, entry, NOW, NOW, "dc", "test", false));
    }

    @Test
    void the_earliest_instant_of_each_case_counts_and_what_is_past_does_not() {
        horizon.at(1L, NOW.plusSeconds(9));
        horizon.at(1L, NOW.plusSeconds(7));
        horizon.at(1L, NOW.plusSeconds(8));
        horizon.at(1L, NOW);
        horizon.at(1L, NOW.minusSeconds(1));
        horizon.at(1L, null);
        horizon.at(null, NOW.plusSeconds(5));
        horizon.at(2L, NOW);

        assertThat(horizon.next())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(1L, NOW.plusSeconds(7), ClockMarks.NO_CASE, NOW.plusSeconds(5)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'name': 'x', 'born': '2008-06-10'}| 2026-06-09T23:00:00Z",
                "{'name': 'x', 'born': '2008-12-10'}| 2026-12-10T00:00:00Z",
                "{'name': 'x', 'born': '2008-02-29'}| ",
                "{'name': 'x', 'born': '2008-03-01'}| ",
                "{'name': 'x', 'born': '2008-03-02'}| 2026-03-03T00:00:00Z",
                "{'name': 'x', 'born': '2012-02-29'}| 2030-02-28T00:00:00Z",
                "{'name': 'x'}| "
            })
    void a_birthday_of_a_suspect_a_victim_and_a_child_they_reach_is_looked_at(String person, Instant at) {
        add(3, "Person", person);
        add(10, "CaseParty", "{'caseId': 1, 'personId': 3, 'role': 'VICTIM'}");
        add(11, "CaseParty", "{'caseId': 2, 'personId': 4, 'role': 'SUSPECT'}");
        add(12, "ChildAccess", "{'suspectId': 4, 'childId': 3, 'kind': 'FAMILY'}");
        horizon.register(register);

        assertThat(horizon.next()).isEqualTo(at == null ? Map.of() : Map.of(1L, at, 2L, at));
    }

    @Test
    void who_was_born_on_a_leap_day_is_looked_at_on_both_days_of_a_year_without_one() {
        Instant birthday = Instant.parse("2030-02-28T00:00:00Z");
        Horizon then = new Horizon(birthday);
        add(3, "Person", "{'name': 'x', 'born': '2012-02-29'}");
        add(10, "CaseParty", "{'caseId': 1, 'personId': 3, 'role': 'CHILD'}");
        then.register(register);

        assertThat(then.next()).containsOnly(Map.entry(1L, Instant.parse("2030-03-01T00:00:00Z")));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ChildAccess| {'suspectId': 2, 'childId': 3, 'kind': 'WORK', 'endedAt': '2026-04-01T10:00:00Z'}| 2026-04-01T10:00:00Z",
                "SafeguardingPlan| {'caseId': 1, 'suspectId': 2, 'childId': 3, 'nextReview': '2026-04-02T10:00:00Z'}| 2026-04-02T10:00:00Z",
                "SafeguardingPlan| {'caseId': 1, 'suspectId': 2, 'childId': 3, 'nextReview': '2026-04-02T10:00:00Z', 'endedAt': '2026-04-01T10:00:00Z'}| 2026-04-01T10:00:00Z"
            })
    void an_access_that_ends_and_a_plan_that_lapses_or_ends_are_looked_at(String kind, String body, Instant at) {
        add(10, "CaseParty", "{'caseId': 1, 'personId': 2, 'role': 'SUSPECT'}");
        add(11, kind, body);
        horizon.register(register);

        assertThat(horizon.next()).containsOnly(Map.entry(1L, at));
    }

    @Test
    void a_target_that_passes_and_an_exception_that_ends_are_looked_at() {
        Map<String, String> until = Map.of("until", "2026-04-01T10:00:00Z");
        horizon.happenings(List.of(
                new Happening("EXHIBIT_OVERDUE", "exhibit:1", NOW.plusSeconds(60), 1L, null, null, 1L, Map.of()),
                new Happening("EXCEPTION_GRANTED", "exhibit:2", NOW, 2L, null, null, 2L, until),
                new Happening("BAILED", "bail", NOW, 3L, null, null, null, until)));

        assertThat(horizon.next())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(1L, NOW.plusSeconds(60), 2L, Instant.parse("2026-04-01T10:00:00Z")));
    }

    @Test
    void the_next_step_of_what_is_open_and_the_end_of_its_period_are_looked_at() {
        Clockwork clockwork = new Clockwork(ClockTableTest.RULES, ClockTableTest.QUEUE, new Calendar(), horizon);
        Happening opened = new Happening("CASE_OPENED", "case:1", NOW, 1L, null, null, null, Map.of("band", "P1"));
        List<Obligation> found = clockwork.compute(List.of(opened), NOW);
        assertThat(horizon.next()).containsOnly(Map.entry(1L, Instant.parse("2026-04-27T08:00:00Z")));

        found.forEach(o -> clockwork.raised(o, NOW));
        assertThat(horizon.next()).containsOnly(Map.entry(1L, Instant.parse("2026-03-30T08:00:00Z")));
    }
}
