package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.curlew.triage.obligations.ClockTableTest.CLOCKWORK;
import static org.curlew.triage.obligations.ClockTableTest.happening;
import static org.curlew.triage.obligations.ClockTableTest.uk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.curlew.triage.obligations.Obligation.State;
import org.junit.jupiter.api.Test;

/** The "Clock rules" paragraph of practice 3.4. */
class ClockRulesTest {

    private static List<Obligation> of(String rule, List<Happening> happenings, Instant now) {
        return CLOCKWORK.compute(happenings, now).stream()
                .filter(o -> o.ruleId().equals(rule))
                .toList();
    }

    private static List<Obligation> reviews(Instant now, String... closed) {
        List<Happening> happenings = new ArrayList<>(List.of(happening("CASE_OPENED", uk("2026-01-01T09:00"))));
        for (String at : closed) {
            happenings.add(happening("REVIEW_CLOSED", uk(at)));
        }
        return of("supervisor-review", happenings, now);
    }

    @Test
    void a_late_review_does_not_move_the_anchor() {
        List<Obligation> all = reviews(uk("2026-02-10T09:00"), "2026-02-05T12:00");

        assertThat(all).extracting(Obligation::state).containsExactly(State.MET_LATE, State.OPEN);
        assertThat(all.getLast().due())
                .as("28 days after the due time, not after the late one")
                .isEqualTo(uk("2026-02-26T09:00"));
    }

    @Test
    void an_early_review_never_lets_the_gap_exceed_28_days() {
        List<Obligation> all = reviews(uk("2026-02-10T09:00"), "2026-01-20T12:00");

        assertThat(all).extracting(Obligation::state).containsExactly(State.MET, State.OPEN);
        assertThat(all.getLast().due()).isEqualTo(uk("2026-02-17T12:00"));
    }

    @Test
    void a_period_wholly_missed_is_recorded_as_missed() {
        List<Obligation> all = reviews(uk("2026-04-10T09:00"), "2026-04-01T12:00");

        assertThat(all)
                .extracting(Obligation::state)
                .containsExactly(State.MISSED, State.MISSED, State.MET_LATE, State.OPEN);
        assertThat(all)
                .extracting(Obligation::due)
                .containsExactly(
                        uk("2026-01-29T09:00"), uk("2026-02-26T09:00"), uk("2026-03-26T09:00"), uk("2026-04-23T09:00"));
    }

    @Property(tries = 200)
    void the_gap_between_due_times_of_reviews_never_exceeds_28_calendar_days(
            @ForAll @Size(max = 12) List<@IntRange(min = 1, max = 90) Integer> gaps) {
        List<String> closed = new ArrayList<>();
        var at = java.time.LocalDateTime.parse("2026-01-01T09:00");
        for (int gap : gaps) {
            at = at.plusDays(gap);
            closed.add(at.toString());
        }
        List<Obligation> all = reviews(uk(at.plusDays(5).toString()), closed.toArray(String[]::new));
        for (int i = 1; i < all.size(); i++) {
            assertThat(Duration.between(all.get(i - 1).due(), all.get(i).due()))
                    .isLessThanOrEqualTo(Duration.ofDays(28).plusHours(1));
            assertThat(Duration.between(all.get(i).period(), all.get(i).due()))
                    .isLessThanOrEqualTo(Duration.ofDays(28).plusHours(1));
        }
        assertThat(all.stream().filter(o -> o.metAt() != null).count()).isEqualTo(gaps.size());
        assertThat(all.getLast().state()).isEqualTo(State.OPEN);
    }

    private static List<Happening> released() {
        return new ArrayList<>(List.of(happening("RUI_WITH_SUBJECT", uk("2026-01-01T09:00"), "band", "P3")));
    }

    @Test
    void a_reassessment_is_due_from_the_last_completed_one() {
        List<Happening> happenings = released();
        happenings.add(happening("RISK_REASSESSED", uk("2026-02-10T10:00")));

        List<Obligation> all = of("rui-reassessment", happenings, uk("2026-02-11T09:00"));

        assertThat(all).extracting(Obligation::state).containsExactly(State.MET_LATE, State.OPEN);
        assertThat(all.getLast().due()).isEqualTo(uk("2026-03-10T10:00"));
    }

    @Test
    void a_welfare_check_a_forensic_update_or_a_review_does_not_meet_a_reassessment() {
        List<Happening> happenings = released();
        for (String other : List.of(
                "WELFARE_CHECKED",
                "REVIEW_CLOSED",
                "EXHIBIT_TRIAGED",
                "EXHIBIT_GRADED",
                "VICTIM_UPDATED",
                "SUICIDE_RISK_ASSESSED")) {
            happenings.add(happening(other, uk("2026-01-10T09:00")));
        }

        assertThat(of("rui-reassessment", happenings, uk("2026-02-11T09:00")))
                .extracting(Obligation::state)
                .containsExactly(State.OPEN);
    }

    @Test
    void a_trigger_makes_it_due_within_two_days_and_an_exhibit_past_its_band_makes_it_due_at_once() {
        List<Happening> triggered = released();
        triggered.add(happening("RERANK_TRIGGER", uk("2026-01-05T09:00")));
        List<Happening> late = released();
        late.add(happening("EXHIBIT_OVERDUE", uk("2026-01-06T11:00")));

        assertThat(of("rui-reassessment", triggered, uk("2026-01-06T09:00"))
                        .getLast()
                        .due())
                .isEqualTo(uk("2026-01-07T09:00"));
        assertThat(of("rui-reassessment", late, uk("2026-01-07T09:00"))
                        .getLast()
                        .due())
                .isEqualTo(uk("2026-01-06T11:00"));
        late.add(happening("RISK_REASSESSED", uk("2026-01-07T10:00")));
        assertThat(of("rui-reassessment", late, uk("2026-01-08T09:00"))
                        .getLast()
                        .due())
                .as("once it was done, the old delay does not count again")
                .isEqualTo(uk("2026-02-04T10:00"));
    }

    @Test
    void release_to_bail_or_charge_ends_the_clock_without_meeting_it() {
        List<Happening> happenings = released();
        happenings.add(happening("RUI_ENDED", uk("2026-02-20T09:00")));

        assertThat(of("rui-reassessment", happenings, uk("2026-03-11T09:00")))
                .extracting(Obligation::state)
                .containsExactly(State.ENDED);
    }

    @Test
    void months_and_days_are_the_calendars_over_summer_time_nights_and_leap_days() {
        Calendar calendar = new Calendar();
        assertThat(calendar.after(uk("2026-03-28T10:00"), Span.days(1))).isEqualTo(uk("2026-03-29T10:00"));
        assertThat(calendar.after(uk("2026-10-24T10:00"), Span.days(1))).isEqualTo(uk("2026-10-25T10:00"));
        assertThat(calendar.after(uk("2024-02-01T10:00"), Span.days(28))).isEqualTo(uk("2024-02-29T10:00"));
        assertThat(calendar.after(uk("2023-11-30T10:00"), new Span(3, null, null, null, false)))
                .isEqualTo(uk("2024-02-29T10:00"));
        assertThat(calendar.after(uk("2026-03-28T10:00"), new Span(null, null, null, 24, false)))
                .as("24 hours stay 24 hours over the night of the change")
                .isEqualTo(uk("2026-03-29T11:00"));
    }

    @Property(tries = 500)
    void calendar_days_keep_the_time_of_day_from_2019_to_2030(
            @ForAll @IntRange(min = 0, max = 4382) int day, @ForAll @IntRange(min = 1, max = 90) int span) {
        Calendar calendar = new Calendar();
        var local = java.time.LocalDateTime.parse("2019-01-01T10:30").plusDays(day);

        assertThat(calendar.after(uk(local.toString()), Span.days(span)))
                .isEqualTo(uk(local.plusDays(span).toString()));
    }

    @Test
    void computing_in_any_order_and_after_any_pause_gives_the_same() {
        List<Happening> happenings = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            happenings.add(happening("REVIEW_CLOSED", uk("2026-02-01T10:00").plus(Duration.ofDays(31L * i))));
            happenings.add(happening("RISK_REASSESSED", uk("2026-02-03T10:00").plus(Duration.ofDays(17L * i))));
        }
        happenings.add(happening("CASE_OPENED", uk("2026-01-01T09:00")));
        happenings.add(happening("RUI_WITH_SUBJECT", uk("2026-01-01T09:00"), "band", "P2"));
        Instant now = uk("2026-09-01T09:00");
        List<Obligation> once = CLOCKWORK.compute(happenings, now);
        Collections.shuffle(happenings, new Random(3));

        assertThat(CLOCKWORK.compute(happenings, now)).containsExactlyInAnyOrderElementsOf(once);
    }
}
