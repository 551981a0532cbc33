package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.curlew.triage.obligations.ReleasedSuspects.Place;
import org.curlew.triage.queue.Band;
import org.curlew.triage.register.CaseEntries;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.AccessKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row of "Who has not been looked at?": what is said of access to children, plans, days and devices. */
class ReleasedSuspectsTest {

    private final World world = new World();
    private final ReleasedSuspects suspects = world.get(ReleasedSuspects.class);
    private final Instant now = world.clock.instant();
    private final long caseId = world.exhibits.openCase("OP-1", "dc");
    private final long suspect = world.person("Alder Example", LocalDate.of(1980, 1, 1));

    private void add(Entry entry) {
        world.register.add(entry, "dc", "import");
    }

    private void status(ReleaseKind kind, int daysAgo) {
        Instant at = now.minus(Duration.ofDays(daysAgo));
        Instant ends = kind == ReleaseKind.BAIL ? at.plus(Duration.ofDays(60)) : null;
        Instant arrested = kind == ReleaseKind.BAIL ? at : null;
        add(new ReleaseStatus(caseId, suspect, kind, at, arrested, ends, null, null, false, null, null, null));
    }

    private void released(int daysAgo) {
        add(CaseEntries.images(caseId, now.minus(Duration.ofDays(90))).entry());
        add(new CaseParty(caseId, suspect, PartyRole.SUSPECT, false, null));
        status(ReleaseKind.RUI, daysAgo);
    }

    private ReleasedSuspect row() {
        world.queue.rerankTriggered();
        world.obligations.tick();
        assertThat(suspects.places()).hasSize(1);
        return suspects.list().getFirst();
    }

    private long child(int year, AccessKind kind) {
        long child = world.person("Child " + year, year == 0 ? null : LocalDate.of(year, 6, 1));
        add(new ChildAccess(suspect, child, kind, true, "home visit", now.minus(Duration.ofDays(1)), null));
        return child;
    }

    private void plan(long child, int days) {
        Instant at = now.minus(Duration.ofDays(1));
        Instant until = now.plus(Duration.ofDays(days));
        add(new SafeguardingPlan(
                caseId,
                suspect,
                child,
                "risk",
                "measures",
                "CSC",
                "visit",
                at,
                null,
                null,
                null,
                until,
                "dc",
                "ds",
                at,
                null));
    }

    @ParameterizedTest(name = "{0}, verified {1}: {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, none, true, access to children is unknown",
                "UNKNOWN, none, true, access to children is unknown",
                "NONE_FOUND, none, true, access to children is unknown",
                "NONE_FOUND, home visit, false, 'no access to children was found, verified'"
            })
    void without_a_known_child_access_is_unknown_until_somebody_verified_that_there_is_none(
            AccessAnswerKind answer, String how, boolean unknown, String words) {
        released(10);
        if (answer != null) {
            add(new AccessAnswer(suspect, answer, how, how == null ? null : now));
        }
        ReleasedSuspect row = row();
        assertThat(row.accessUnknown()).isEqualTo(unknown);
        assertThat(row.accessWords()).isEqualTo(words);
        assertThat(row.sentence()).contains("; " + words + "; no plan is needed that we know of; ");
        assertThat(row.planMissing()).isFalse();
        assertThat(row.planUntil()).isNull();
        assertThat(row.children()).isZero();
    }

    @ParameterizedTest(name = "{0} born {1}, {2} born {3}: {4}")
    @CsvSource(
            nullValues = "none",
            value = {
                "HOUSEHOLD, 2016, none, 0, true, lives with a child aged 9",
                "CONTACT, 2016, none, 0, false, has access to a child aged 9",
                "HOUSEHOLD, 0, none, 0, true, lives with a child of unknown age",
                "WORK, 2016, FAMILY, 2020, false, 'has access to 2 children, the youngest 5'",
                "WORK, 2020, HOUSEHOLD, 2016, true, 'lives with 2 children, the youngest 5'",
                "WORK, 2020, HOUSEHOLD, 0, true, 'lives with 2 children, the youngest 5'"
            })
    void access_is_said_with_the_youngest_childs_age_and_a_child_at_home_first(
            AccessKind one, int born, AccessKind other, int otherBorn, boolean lives, String words) {
        released(10);
        child(born, one);
        if (other != null) {
            child(otherBorn, other);
        }
        ReleasedSuspect row = row();
        assertThat(row.accessWords()).isEqualTo(words);
        assertThat(row.livesWithChild()).isEqualTo(lives);
        assertThat(row.accessUnknown()).isFalse();
        assertThat(row.planMissing()).isTrue();
        assertThat(row.sentence()).contains("; no verified plan is current for each child; ");
    }

    @Test
    void a_plan_is_current_only_where_each_child_has_one_and_until_the_first_of_them_ends() {
        released(10);
        long first = child(2016, AccessKind.HOUSEHOLD);
        long second = child(2018, AccessKind.FAMILY);
        plan(first, 20);
        assertThat(row().planMissing()).isTrue();
        assertThat(row().planUntil()).isNull();
        plan(second, 10);
        assertThat(row().planMissing()).isFalse();
        assertThat(row().planUntil()).isEqualTo(now.plus(Duration.ofDays(10)));
        assertThat(row().sentence()).contains("; a plan is current; ");
        world.clock.forward(Duration.ofDays(11));
        assertThat(row().planMissing()).as("the second has lapsed").isTrue();
    }

    @Test
    void release_counts_from_the_first_of_the_present_run_of_statuses_under_investigation() {
        status(ReleaseKind.RUI, 60);
        status(ReleaseKind.BAIL, 50);
        status(ReleaseKind.RUI, 40);
        released(20);
        assertThat(row().daysSinceRelease()).isEqualTo(40);
        assertThat(row().releasedAt()).isEqualTo(now.minus(Duration.ofDays(40)));
        status(ReleaseKind.CHARGED, 0);
        world.obligations.tick();
        assertThat(suspects.list()).as("released no longer").isEmpty();
    }

    @ParameterizedTest(name = "released {0} days ago: {1}")
    @CsvSource({
        "13, false, 0, risk reassessment due in 1 day;",
        "12, false, 0, risk reassessment due in 2 days;",
        "15, true, 1, risk reassessment 1 day overdue;",
        "17, true, 3, risk reassessment 3 days overdue;"
    })
    void the_sentence_says_how_long_the_reassessment_of_band_P2_is_overdue(
            int daysAgo, boolean overdue, long days, String words) {
        released(daysAgo);
        ReleasedSuspect row = row();
        assertThat(row.overdue()).isEqualTo(overdue);
        assertThat(row.daysOverdue()).isEqualTo(days);
        assertThat(row.sentence())
                .startsWith("Alder Example: released under investigation " + daysAgo + " days ago; ")
                .contains(words)
                .endsWith("; 0 devices wait (P2)");
        assertThat(row.reassessments()).hasSize(1);
        assertThat(row.welfareOverdue()).as("within 48 h, then every 28 days").isFalse();
    }

    @Test
    void devices_that_wait_and_the_cases_most_urgent_band_are_said() {
        released(10);
        world.exhibits.bookIn("OP-1", "A/1", "dc");
        assertThat(row().sentence()).endsWith("; 1 device waits (P2)");
        child(2016, AccessKind.HOUSEHOLD);
        world.exhibits.bookIn("OP-1", "A/2", "dc");
        ReleasedSuspect row = row();
        assertThat(row.sentence()).endsWith("; 2 devices wait (P1)");
        assertThat(row.band()).isEqualTo(Band.P1);
        assertThat(row.devices()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} overdue, {1} of them with a child: {2}")
    @CsvSource({
        "0, 0, No released suspect is past their risk reassessment.",
        "1, 0, 1 suspect is past their risk reassessment; none of them live with a child.",
        "2, 1, 2 suspects are past their risk reassessment; 1 of them lives with a child.",
        "3, 2, 3 suspects are past their risk reassessment; 2 of them live with a child."
    })
    void the_headline_counts_who_is_overdue_and_who_of_them_lives_with_a_child(int overdue, int living, String words) {
        List<Place> places = new java.util.ArrayList<>(List.of(new Place(9, 9, true, false, false, 0)));
        for (int n = 0; n < overdue; n++) {
            places.add(new Place(n, n, n < living, false, true, 1));
        }
        assertThat(ReleasedSuspects.headline(places)).isEqualTo(words);
    }
}
