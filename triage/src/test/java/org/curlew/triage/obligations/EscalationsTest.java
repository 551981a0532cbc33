package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.curlew.triage.obligations.Notifications.Notification;
import org.curlew.triage.referrals.Referrals.Referral;
import org.curlew.triage.register.CaseEntries;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.reviews.Assignments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told what at each step (first paragraph of practice 3.4), each step once, and nothing told to nobody. */
class EscalationsTest {

    private static final String SUPERVISORS = "role:POLIT_SUPERVISOR";
    private static final List<String> EVERYBODY = List.of(
            "dc",
            "ds",
            "deputy",
            SUPERVISORS,
            "role:INSPECTOR",
            "role:SUPERINTENDENT",
            "role:ACC",
            "role:QUALITY_MANAGER");

    private final World world = new World();

    /** A case of which nothing is known but its people: its review is due in as many days; below nought is overdue. */
    private long reviewDueIn(int days, String officer, String supervisor) {
        Instant opened = world.clock.instant().minus(Duration.ofDays(28 - days));
        long id = world.exhibits.openCase("OP-1", "clerk");
        world.register.add(
                CaseEntries.images(id, opened)
                        .officer(officer)
                        .supervisor(supervisor)
                        .entry(),
                "clerk",
                "import");
        return id;
    }

    /** Level and text of what each recipient is told that speaks of this. */
    private Map<String, List<String>> told(String of) {
        Map<String, List<String>> told = new TreeMap<>();
        for (String recipient : EVERYBODY) {
            List<String> texts = world.notifications.open(recipient).stream()
                    .filter(n -> n.text().contains(of))
                    .map(Notification::level)
                    .sorted()
                    .toList();
            if (!texts.isEmpty()) {
                told.put(recipient, texts);
            }
        }
        return told;
    }

    @ParameterizedTest(name = "a review {0} days past due: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | {}",
                "0 | {dc=[E1], ds=[E1]}",
                "1 | {dc=[E1], ds=[E1]}",
                "2 | {dc=[E1], ds=[E1], role:INSPECTOR=[E2]}",
                "6 | {dc=[E1], ds=[E1], role:INSPECTOR=[E2]}",
                "7 | {dc=[E1], ds=[E1], role:INSPECTOR=[E2], role:SUPERINTENDENT=[E3]}"
            })
    void owner_and_supervisor_then_inspector_then_superintendent_are_told(int late, String expected) {
        // Due on Monday 2 March, so that days and working days go side by side.
        reviewDueIn(0, "dc", "ds");
        world.clock.forward(Duration.ofDays(late));
        world.obligations.tick();
        assertThat(told("28-day supervisor review")).hasToString(expected);

        world.obligations.tick();
        assertThat(told("28-day supervisor review")).as("each step once").hasToString(expected);
    }

    @ParameterizedTest(name = "officer {0}, supervisor {1}: {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "nobody",
            value = {
                "dc | ds | {dc=[E1], ds=[E1]}",
                "ds | ds | {ds=[E1]}",
                "nobody | ds | {ds=[E1], role:POLIT_SUPERVISOR=[E1]}",
                "dc | nobody | {dc=[E1], role:POLIT_SUPERVISOR=[E1]}",
                "' ' | ds | {ds=[E1], role:POLIT_SUPERVISOR=[E1]}",
                "nobody | nobody | {role:POLIT_SUPERVISOR=[E1]}"
            })
    void where_nobody_is_named_the_supervisors_together_are_told_and_nobody_is_told_twice(
            String officer, String supervisor, String expected) {
        reviewDueIn(0, officer, supervisor);
        world.obligations.tick();
        assertThat(told("28-day supervisor review")).hasToString(expected);
        assertThat(EVERYBODY)
                .flatExtracting(world.notifications::open)
                .extracting(Notification::obligationId)
                .as("each can be followed to what it speaks of")
                .doesNotContainNull();
    }

    @ParameterizedTest(name = "{0} hours past due: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | OP-1: %s; due Mon 2 March 2026, 09:00",
                "1 | OP-1: %s; due Mon 2 March 2026, 09:00; overdue",
                "23 | OP-1: %s; due Mon 2 March 2026, 09:00; overdue",
                "24 | OP-1: %s; due Mon 2 March 2026, 09:00; 1 day overdue",
                "47 | OP-1: %s; due Mon 2 March 2026, 09:00; 1 day overdue",
                "48 | OP-1: %s; due Mon 2 March 2026, 09:00; 2 days overdue",
                "648 | OP-1: %s; due Mon 2 March 2026, 09:00; 27 days overdue"
            })
    void the_words_name_case_and_due_time_and_how_late_it_is(int hours, String expected) {
        reviewDueIn(0, "dc", "ds");
        world.clock.forward(Duration.ofHours(hours));
        world.obligations.tick();
        String what = world.obligations.rules().rules().stream()
                .filter(r -> r.id().equals(Obligations.REVIEW))
                .findFirst()
                .orElseThrow()
                .what();
        assertThat(world.notifications.open("ds"))
                .extracting(Notification::text)
                .contains(expected.formatted(what));
    }

    @Test
    void the_words_name_the_person_and_where_there_is_no_case_begin_with_what_is_due() {
        long caseId = reviewDueIn(20, "dc", "ds");
        Instant before = world.clock.instant().minus(Duration.ofDays(30));
        long suspect = world.register
                .add(
                        new Person(null, "Alder Example", LocalDate.of(1980, 1, 1), true, null, null, null, List.of()),
                        "dc",
                        "import")
                .id();
        Stream.of(
                        new CaseParty(caseId, suspect, PartyRole.SUSPECT, false, null),
                        new ReleaseStatus(
                                caseId,
                                suspect,
                                ReleaseKind.RUI,
                                before,
                                null,
                                null,
                                null,
                                null,
                                false,
                                null,
                                null,
                                null))
                .forEach(e -> world.register.add(e, "dc", "import"));
        world.register.add(
                new Referral(
                        "NCA", "R-1", null, before, null, null, null, null, false, null, null, null, null, null, null),
                "dc",
                "import");
        world.obligations.tick();

        assertThat(world.notifications.open("dc"))
                .extracting(Notification::text)
                .anyMatch(t -> t.startsWith("OP-1, Alder Example: Reassess the risk"));
        assertThat(world.notifications.open(SUPERVISORS))
                .as("a referral without a case is nobody's: the role is told, once")
                .extracting(Notification::text)
                .filteredOn(t -> t.contains("referral"))
                .singleElement()
                .asString()
                .startsWith("Assess the referral (KIRAT); due ");
    }

    @Test
    void a_review_in_a_deputys_hands_is_told_to_the_deputy_as_well_and_other_clocks_are_not() {
        long caseId = reviewDueIn(1, "dc", "ds");
        world.get(Assignments.class).deputise(caseId, "deputy", LocalDate.of(2026, 3, 30), "leave", null, "ds");
        assertThat(told("you review it for ds until 2026-03-30 (leave)")).hasToString("{deputy=[E1]}");
        world.clock.forward(Duration.ofDays(1));
        world.happenings.report(
                "EXHIBIT_COMPLETE", "exhibit:1", world.clock.instant().minus(Duration.ofDays(60)), caseId, "dc");
        world.obligations.tick();

        assertThat(told("28-day supervisor review")).hasToString("{dc=[E1], deputy=[E1], ds=[E1]}");
        assertThat(told("SFR1")).as("another clock of the case").hasToString("{dc=[E1], ds=[E1]}");
    }
}
