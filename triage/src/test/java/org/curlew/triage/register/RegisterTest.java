package org.curlew.triage.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.curlew.triage.obligations.World;
import org.curlew.triage.register.ExhibitFile.CustodyTransfer;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Safeguarding.RiskAssessment;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterTest {

    private final World world = new World();
    private final Register register = world.register;
    private final Instant now = world.clock.instant();

    private static Person person(String name, String born) {
        return new Person(null, name, born == null ? null : LocalDate.parse(born), true, null, null, null, List.of());
    }

    private static ReleaseStatus status(long caseId, long suspect, ReleaseKind kind, Instant at, Instant arrested) {
        return new ReleaseStatus(caseId, suspect, kind, at, arrested, null, null, null, false, null, null, null);
    }

    @Test
    void an_edit_is_a_new_version_with_author_and_reason_and_any_past_day_can_be_shown() {
        Versioned<Person> first = register.add(person("Alder Example", "1990-01-01"), "dc", "booked in");
        world.clock.forward(Duration.ofDays(3));
        register.edit(first.id(), 1, person("Alder Example", "1991-01-01"), "ds", "date of birth from PNC");

        assertThat(register.list(Person.class, Filter.ALL, now.plus(Duration.ofDays(1))))
                .extracting(v -> v.entry().born())
                .containsExactly(LocalDate.of(1990, 1, 1));
        assertThat(register.list(Person.class, Filter.ALL))
                .extracting(v -> v.entry().born())
                .containsExactly(LocalDate.of(1991, 1, 1));
        assertThat(register.list(Person.class, Filter.ALL, now.minusSeconds(1))).isEmpty();
        assertThat(register.versions(Person.class, first.id()))
                .extracting(Versioned::author, Versioned::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("dc", "booked in"),
                        org.assertj.core.groups.Tuple.tuple("ds", "date of birth from PNC"));
        assertThat(register.find(Person.class, first.id()).orElseThrow().createdAt())
                .isEqualTo(now);
    }

    @Test
    void two_people_editing_the_same_version_cannot_both_win() {
        Versioned<Person> first = register.add(person("Alder Example", null), "dc", "booked in");
        register.edit(first.id(), 1, person("Alder B Example", null), "ds", "second name");

        assertThatThrownBy(() -> register.edit(first.id(), 1, person("Alder C Example", null), "dc", "third"))
                .hasMessageContaining("version: 1 is not the last");
    }

    @Test
    void what_is_withdrawn_stays_readable_and_counts_for_nothing() {
        Versioned<Person> first = register.add(person("Alder Example", null), "dc", "booked in");
        register.withdraw(Person.class, first.id(), 1, "ds", "wrong person");

        assertThat(register.list(Person.class, Filter.ALL)).isEmpty();
        assertThat(register.versions(Person.class, first.id())).hasSize(2);
    }

    @Test
    void every_act_stands_in_the_ledger_by_reference_and_goes_with_its_transaction() {
        long caseId = world.exhibits.openCase("OP-1", "dc");
        Versioned<Person> one = register.add(person("Alder Example", "1990-01-01"), "dc", "booked in");
        register.edit(one.id(), 1, person("Alder Example", "1991-01-01"), "ds", "from PNC");
        register.withdraw(Person.class, one.id(), 2, "ds", "wrong person");
        world.exhibits.bookIn("OP-1", "A/1", "dc");
        world.database.transactions().executeWithoutResult(status -> {
            register.add(status(caseId, 7, ReleaseKind.RUI, now, null), "dc", "released");
            status.setRollbackOnly();
        });

        assertThat(world.jdbc
                        .sql("select actor || ' ' || kind || ' ' || array_to_string(subjects, ' ') from ledger_pending"
                                + " order by id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "dc CASE_OPENED case:OP-1",
                        "dc REGISTER_ADDED person:" + one.id(),
                        "ds REGISTER_EDITED person:" + one.id(),
                        "ds REGISTER_WITHDRAWN person:" + one.id(),
                        "dc EXHIBIT_BOOKED_IN case:OP-1 exhibit:A/1");
        assertThat(world.jdbc
                        .sql("select string_agg(details, '') from ledger_pending")
                        .query(String.class)
                        .single())
                .as("the ledger cannot be erased from, so it names nobody")
                .doesNotContain("Alder")
                .contains("\"sha256\"");
    }

    @Test
    void a_clock_that_goes_back_stops_the_record() {
        Versioned<Person> first = register.add(person("Alder Example", null), "dc", "booked in");
        world.clock.set(now.minus(Duration.ofHours(1)));

        assertThatThrownBy(() -> register.edit(first.id(), 1, person("Alder B Example", null), "dc", "name"))
                .hasMessageContaining("check the server's time");
    }

    @Test
    void impossible_dates_name_the_field() {
        assertThatThrownBy(() -> register.add(status(1, 2, ReleaseKind.RUI, now, now.plusSeconds(60)), "dc", "r"))
                .hasMessage("ReleaseStatus, at: lies before arrestedAt");
        assertThatThrownBy(() -> register.add(person("Alder Example", "2031-01-01"), "dc", "r"))
                .hasMessage("Person, born: lies in the future");
        assertThatThrownBy(() -> register.add(
                        new RiskAssessment(1, 2, null, Release.Level.LOW, "x", null, null, "dc", now.plusSeconds(3600)),
                        "dc",
                        "r"))
                .hasMessage("RiskAssessment, completedAt: lies in the future");
        assertThatThrownBy(() -> register.add(person(" ", null), "dc", "r")).hasMessage("Person, name: is missing");
        assertThatThrownBy(() -> register.add(person("Alder Example", null), "dc", " "))
                .hasMessageContaining("every version has an author and a reason");
    }

    @Test
    void two_release_statuses_at_one_instant_are_refused() {
        long caseId = world.exhibits.openCase("OP-1", "dc");
        long suspect = register.add(person("Alder Example", null), "dc", "r").id();
        register.add(status(caseId, suspect, ReleaseKind.RUI, now, null), "dc", "released");

        assertThatThrownBy(() -> register.add(status(caseId, suspect, ReleaseKind.NFA, now, null), "dc", "again"))
                .hasMessage(
                        "ReleaseStatus, at: the suspect already has a release status at this instant; edit that one");
    }

    @Test
    void custody_transfers_name_both_parties_and_bail_has_an_end() {
        assertThatThrownBy(() -> register.add(new CustodyTransfer(1, now, "DC A", null, null, "lab", null), "dc", "r"))
                .hasMessage("CustodyTransfer, to: is missing");
        assertThatThrownBy(() -> register.add(status(1, 2, ReleaseKind.BAIL, now, null), "dc", "r"))
                .hasMessage("ReleaseStatus, until: bail has an end");
    }

    @ParameterizedTest(name = "born {0}, on {1}: under 18 is {2}")
    @CsvSource({
        "2008-03-02, 2026-03-01T23:59:59Z, true",
        "2008-03-02, 2026-03-02T00:00:00Z, false",
        "2008-02-29, 2026-02-28T12:00:00Z, true",
        "2008-02-29, 2026-03-01T12:00:00Z, false",
        "2008-07-02, 2026-07-01T22:59:00Z, true",
        "2008-07-02, 2026-07-01T23:00:00Z, false"
    })
    void a_child_turns_18_at_midnight_in_the_uk(String born, Instant at, boolean under) {
        assertThat(person("Iris Specimen", born).under18(at)).isEqualTo(under);
    }

    @Test
    void a_plan_is_current_only_when_approved_by_another_verified_and_not_past_its_review() {
        SafeguardingPlan plan = new SafeguardingPlan(
                1,
                2,
                3,
                "risk",
                "measures",
                "CSC",
                "visit",
                now,
                null,
                null,
                null,
                now.plusSeconds(60),
                "dc",
                "ds",
                now,
                null);
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.current(now)).isTrue();
        assertThat(plan.current(now.plusSeconds(60))).isFalse();
        SafeguardingPlan own = new SafeguardingPlan(
                1,
                2,
                3,
                "risk",
                "measures",
                "CSC",
                null,
                null,
                null,
                null,
                null,
                now.plusSeconds(60),
                "dc",
                "dc",
                now,
                null);
        assertThat(own.problems())
                .extracting(Entry.Problem::toString)
                .containsExactly("approvedBy: a plan is approved by a supervisor, not by its author");
        assertThat(own.current(now)).as("nobody verified it").isFalse();
    }

    @Test
    void access_to_oneself_is_refused() {
        ChildAccess access = new ChildAccess(5, 5, People.AccessKind.FAMILY, true, null, null, null);
        assertThat(access.problems()).extracting(Entry.Problem::toString).containsExactly("childId: is the suspect");
    }

    @Test
    void a_refusal_carries_the_fields_it_is_about_and_says_them_in_one_line() {
        RegisterException refused = new RegisterException(
                "WelfareCheck",
                List.of(new Entry.Problem("by", "is missing"), new Entry.Problem("outcome", "is missing")));
        assertThat(refused).hasMessage("WelfareCheck, by: is missing; outcome: is missing");
        assertThat(refused.problems()).extracting(Entry.Problem::field).containsExactly("by", "outcome");

        RegisterException sentence = RegisterException.at("caseReference", "Book in: give the case's reference");
        assertThat(sentence).hasMessage("Book in: give the case's reference");
        assertThat(sentence.problems()).extracting(Entry.Problem::field).containsExactly("caseReference");
        assertThat(new RegisterException("A rotation runs already").problems()).isEmpty();
    }
}
