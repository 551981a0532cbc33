package org.curlew.triage.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.curlew.triage.obligations.Notifications.Notification;
import org.curlew.triage.obligations.Obligation;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.obligations.World;
import org.curlew.triage.register.CaseEntries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reviews of the next 28 days against slots, and when a shortfall is told: never every day, never silent as it grows. */
class ReviewCapacityTest {

    /** Monday. */
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    private static final LocalDate YEARS_END = LocalDate.of(2026, 12, 31);

    private final World world = new World();
    private final ReviewCapacity capacity = world.get(ReviewCapacity.class);
    private int cases;

    private long reviewDueIn(int days) {
        long id = world.exhibits.openCase("OP-" + ++cases, "sergeant");
        Instant opened = world.clock.instant().minus(Duration.ofDays(28 - days));
        world.register.add(CaseEntries.images(id, opened).entry(), "sergeant", "opened");
        world.obligations.tick();
        return id;
    }

    private void reviewsDue(int number) {
        for (int n = 0; n < number; n++) {
            reviewDueIn(5);
        }
    }

    private List<String> told(String role) {
        return world.notifications.open(role).stream()
                .filter(n -> n.text().contains("no slot. Cover for"))
                .map(Notification::text)
                .toList();
    }

    /** The job of the next day, and of as many after it. */
    private boolean toldWithin(int days) {
        boolean told = false;
        for (int day = 0; day < days; day++) {
            world.clock.forward(Duration.ofDays(1));
            told |= capacity.alert();
        }
        return told;
    }

    @Test
    void a_shortfall_is_told_to_inspector_and_superintendent_when_it_begins_with_the_cover_that_would_close_it() {
        assertThat(capacity.alert()).as("nothing is due").isFalse();
        reviewDueIn(5);
        assertThat(capacity.alert()).isTrue();
        assertThat(told("role:INSPECTOR"))
                .containsExactly("1 review is due in the next 28 days; no slot for one is recorded. 1 has no slot."
                        + " Cover for 1 review by 30 March 2026: 0.1 more a working day, from a second supervisor or a"
                        + " deputy; each review done by a deputy is marked so.");
        assertThat(told("role:SUPERINTENDENT")).isEqualTo(told("role:INSPECTOR"));
        assertThat(world.notifications.open("role:INSPECTOR"))
                .extracting(Notification::level)
                .contains("E2");
        assertThat(world.notifications.open("role:SUPERINTENDENT"))
                .extracting(Notification::level)
                .contains("E3");
    }

    @Test
    void a_standing_one_is_told_again_after_a_week_and_not_before_whether_or_not_it_was_acknowledged() {
        reviewsDue(3);
        assertThat(capacity.alert()).isTrue();
        world.notifications.open("role:INSPECTOR").forEach(n -> world.notifications.acknowledge(n.id(), "inspector"));

        assertThat(capacity.alert()).as("at once").isFalse();
        assertThat(toldWithin(6)).isFalse();
        world.clock.set(world.clock.instant().plus(Duration.ofDays(1)).minusSeconds(2));
        assertThat(capacity.alert())
                .as("the seventh day, a little earlier in the day")
                .isTrue();
        assertThat(toldWithin(6)).as("the next week").isFalse();
        assertThat(toldWithin(1)).isTrue();
    }

    @Test
    void one_that_grows_is_told_on_the_day_it_grows_and_one_that_shrinks_is_not() {
        reviewsDue(3);
        assertThat(capacity.alert()).isTrue();
        reviewDueIn(5);
        assertThat(toldWithin(1)).as("three, now four").isTrue();
        assertThat(told("role:INSPECTOR")).hasSize(2).anyMatch(t -> t.contains("4 have no slot"));

        // A tenth of a review on each of twenty working days.
        capacity.slots("ds", TODAY, YEARS_END, 0.1, "command");
        assertThat(toldWithin(1)).as("four, now two or three").isFalse();
        reviewDueIn(5);
        assertThat(toldWithin(1)).as("no more than was told").isFalse();
        reviewsDue(2);
        assertThat(toldWithin(1)).as("more than was told").isTrue();
    }

    @Test
    void one_that_ended_is_told_anew_when_it_begins_again() {
        reviewsDue(3);
        assertThat(capacity.alert()).isTrue();
        capacity.slots("ds", TODAY, TODAY.plusDays(1), 10, "command");
        assertThat(capacity.alert()).as("every review has a slot").isFalse();
        assertThat(toldWithin(1)).isFalse();
        assertThat(toldWithin(1)).as("the slots were of two days").isTrue();
    }

    @ParameterizedTest(name = "due in {0} days: {1}")
    @CsvSource({"-3, true, 1", "0, true, 0", "28, true, 0", "29, false, 0"})
    void what_is_overdue_counts_and_what_falls_due_to_the_end_of_the_28th_day(int days, boolean counts, int overdue) {
        int later = Math.max(0, days - 28);
        world.clock.forward(Duration.ofDays(later));
        reviewDueIn(days - later);
        List<Obligations.Due> open = world.obligations.due(List.of(ReviewCapacity.RULE));
        world.clock.set(world.clock.instant().minus(Duration.ofDays(later)));

        assertThat(open).hasSize(1);
        ReviewCapacity.Outlook outlook = capacity.outlook(open);
        assertThat(outlook.due()).isEqualTo(counts ? 1 : 0);
        assertThat(outlook.overdue()).isEqualTo(overdue);
        assertThat(outlook.to()).isEqualTo(LocalDate.of(2026, 3, 30));
    }

    @ParameterizedTest(name = "slots from {0} to {1}: {2}")
    @CsvSource({
        "2026-03-02, 2026-03-02, 1",
        "2026-02-23, 2026-03-01, 0",
        "2026-02-23, 2026-03-02, 1",
        "2026-03-02, 2026-03-08, 5",
        "2026-03-07, 2026-03-08, 0",
        "2026-03-27, 2026-03-30, 1",
        "2026-03-29, 2026-03-30, 0",
        "2026-03-30, 2026-04-30, 0",
        "2026-01-01, 2026-12-31, 20"
    })
    void slots_count_on_working_days_of_the_28_days_from_today(LocalDate from, LocalDate to, double counted) {
        capacity.slots("ds", from, to, 1, "command");
        assertThat(capacity.outlook().slots()).isEqualTo(counted);
    }

    @Test
    void slots_add_up_by_person_and_leave_without_one_what_falls_due_last() {
        long last = reviewDueIn(20);
        long late = reviewDueIn(-1);
        long middle = reviewDueIn(10);
        capacity.slots("ds", TODAY, TODAY, 0.5, "command");
        capacity.slots("ds", TODAY.plusDays(1), TODAY.plusDays(1), 0.5, "command");
        assertThat(capacity.outlook().reviewers()).containsExactly(new ReviewCapacity.Reviewer("ds", 1));
        assertThat(capacity.outlook().sentence())
                .isEqualTo("3 reviews are due in the next 28 days; there are slots for 1.");
        assertThat(capacity.withoutSlot()).extracting(Obligation::caseId).containsExactly(middle, last);
        assertThat(capacity.outlook().lapsesFrom())
                .isEqualTo(world.obligations
                        .open(ReviewCapacity.RULE, middle)
                        .getFirst()
                        .due());

        capacity.slots("other", TODAY, TODAY, 2, "command");
        assertThat(capacity.outlook().reviewers())
                .containsExactly(new ReviewCapacity.Reviewer("ds", 1), new ReviewCapacity.Reviewer("other", 2));
        assertThat(capacity.withoutSlot()).isEmpty();
        assertThat(capacity.outlook().shortfall()).isZero();
        assertThat(capacity.outlook().lapsesFrom()).isNull();
        assertThat(capacity.outlook().cover()).isEmpty();
        assertThat(late).isPositive();
    }

    @ParameterizedTest(name = "{0} to {1}, {2} a day: {3}")
    @CsvSource({
        "2026-03-02, 2026-03-01, 1, false",
        "2026-03-02, 2026-03-02, 1, true",
        "2026-03-02, 2026-03-02, -0.1, false",
        "2026-03-02, 2026-03-02, 0, true"
    })
    void slots_have_an_end_after_their_beginning_and_no_number_below_nought(
            LocalDate from, LocalDate to, double perDay, boolean accepted) {
        if (accepted) {
            capacity.slots("ds", from, to, perDay, "command");
            assertThat(world.jdbc
                            .sql("select count(*) from ledger_pending where kind = 'REVIEW_SLOTS'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        } else {
            assertThatThrownBy(() -> capacity.slots("ds", from, to, perDay, "command"))
                    .hasMessageContaining("the end lies before the start, or the number below nought");
        }
    }

    @ParameterizedTest(name = "{0} reviews in 15 working days: {1} a day")
    @CsvSource({"15, 1.0", "16, 1.1", "123, 8.2", "246, 16.4", "1, 0.1", "0, 0.0"})
    void the_cover_that_is_proposed_suffices(int shortfall, double perDay) {
        LocalDate to = LocalDate.of(2026, 3, 23);
        assertThat(capacity.perDay(shortfall, TODAY, to)).isEqualTo(perDay);
        assertThat(ReviewCapacity.whole(perDay * 15)).isGreaterThanOrEqualTo(shortfall);
    }
}
