package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.curlew.triage.obligations.ObligationRules.BailRegime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarTest {

    private final Calendar calendar = new Calendar();
    private final BailClock bail = new BailClock(ClockTableTest.RULES.bail());

    @ParameterizedTest(name = "{0} is no working day: {1}")
    @CsvSource({
        "2019-12-26, Boxing Day",
        "2020-05-08, VE Day moved from Monday",
        "2020-12-28, Boxing Day in lieu",
        "2021-12-27, Christmas in lieu",
        "2021-12-28, Boxing Day in lieu",
        "2022-01-03, New Year in lieu",
        "2022-06-02, Spring holiday moved",
        "2022-06-03, Platinum Jubilee",
        "2022-09-19, State Funeral",
        "2023-05-08, Coronation",
        "2024-03-29, Good Friday",
        "2025-04-21, Easter Monday",
        "2026-04-03, Good Friday",
        "2026-05-04, Early May",
        "2026-08-31, Summer",
        "2027-12-27, Christmas in lieu",
        "2027-12-28, Boxing Day in lieu",
        "2028-12-26, Boxing Day",
        "2029-04-02, Easter Monday",
        "2030-04-19, Good Friday",
        "2026-03-07, Saturday",
        "2026-03-08, Sunday"
    })
    void bank_holidays_of_england_and_wales_are_no_working_days(LocalDate day, String name) {
        assertThat(calendar.workingDay(day)).as(name).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2020-05-04", "2022-05-30", "2023-03-17", "2026-07-13", "2026-11-30", "2026-01-02", "2024-02-29"})
    void days_that_are_holidays_elsewhere_or_were_moved_are_working_days(LocalDate day) {
        assertThat(calendar.workingDay(day)).isTrue();
    }

    @Test
    void each_year_from_2019_to_2030_has_its_eight_holidays_and_the_extra_ones() {
        for (int year = 2019; year <= 2030; year++) {
            LocalDate first = LocalDate.of(year, 1, 1);
            long weekdays = first.datesUntil(first.plusYears(1))
                    .filter(d -> d.getDayOfWeek().getValue() < 6)
                    .count();
            long working = first.datesUntil(first.plusYears(1))
                    .filter(calendar::workingDay)
                    .count();
            int extra = year == 2022 ? 2 : year == 2023 ? 1 : 0;
            assertThat(weekdays - working).as("weekday holidays of " + year).isEqualTo(8 + extra);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-04-01, 1, 2026-04-02",
        "2026-04-02, 1, 2026-04-07",
        "2026-04-04, 1, 2026-04-07",
        "2026-12-24, 2, 2026-12-30"
    })
    void working_days_are_counted_after_the_start(LocalDate from, int days, LocalDate due) {
        assertThat(calendar.workingDaysAfter(from, days)).isEqualTo(due);
    }

    @ParameterizedTest(name = "{0} working days before {1}: {2}")
    @CsvSource({
        "0, 2026-04-07T10:00, 2026-04-07T10:00",
        "1, 2026-04-08T10:00, 2026-04-07T10:00",
        "1, 2026-04-07T10:00, 2026-04-02T10:00",
        "2, 2026-04-07T10:00, 2026-04-01T10:00",
        "1, 2026-04-05T10:00, 2026-04-02T10:00"
    })
    void working_days_are_counted_back_from_an_end(int days, String end, String due) {
        assertThat(calendar.before(ClockTableTest.uk(end), new Span(null, null, days, null, false)))
                .isEqualTo(ClockTableTest.uk(due));
    }

    @ParameterizedTest(name = "{0} months, {1} days and {2} hours before {3}: {4}")
    @CsvSource({
        "1, 0, 0, 2026-03-31T10:00, 2026-02-28T10:00",
        "12, 0, 0, 2024-02-29T10:00, 2023-02-28T10:00",
        "0, 1, 0, 2026-03-29T10:00, 2026-03-28T10:00",
        "0, 0, 24, 2026-03-29T10:00, 2026-03-28T09:00",
        "1, 2, 3, 2026-06-30T10:00, 2026-05-28T07:00"
    })
    void a_lead_counts_back_by_the_calendar_and_hours_stay_hours(
            int months, int days, int hours, String end, String due) {
        assertThat(calendar.before(ClockTableTest.uk(end), new Span(months, days, null, hours, false)))
                .isEqualTo(ClockTableTest.uk(due));
    }

    @ParameterizedTest(name = "from {0} to {1}: {2} working days")
    @CsvSource({
        "2026-04-01, 2026-04-01, 0",
        "2026-04-01, 2026-04-02, 1",
        "2026-04-01, 2026-04-08, 3",
        "2026-04-03, 2026-04-07, 0",
        "2026-04-08, 2026-04-01, 0",
        "2026-03-02, 2026-03-30, 20"
    })
    void working_days_between_count_the_first_day_and_not_the_last(LocalDate from, LocalDate to, int days) {
        assertThat(new WorkingDays().between(from, to)).isEqualTo(days);
    }

    @ParameterizedTest(name = "{0}m {1}d {2}wd {3}h: below nought {4}, nought {5}")
    @CsvSource({
        "0, 0, 0, 0, false, true",
        ", , , , false, true",
        "1, , , , false, false",
        ", 1, , , false, false",
        ", , 1, , false, false",
        ", , , 1, false, false",
        "-1, , , , true, true",
        ", -1, , , true, true",
        ", , -1, , true, true",
        ", , , -1, true, true",
        "1, , , -1, true, false"
    })
    void a_length_of_time_is_never_negative_and_to_the_end_of_the_day_alone_is_nought(
            Integer months, Integer days, Integer workingDays, Integer hours, boolean negative, boolean nought) {
        Span span = new Span(months, days, workingDays, hours, true);

        assertThat(span.problem()).isEqualTo(negative ? "below nought" : null);
        assertThat(span.nought()).isEqualTo(nought);
    }

    @Test
    void without_an_arrest_no_authority_extends() {
        assertThat(bail.nextAuthority(null, ClockTableTest.uk("2026-04-01T16:00")))
                .isEqualTo("none");
    }

    @ParameterizedTest(name = "arrest on {0}: {1} months end on {2}")
    @CsvSource({
        "2026-01-01, 3, 2026-04-01",
        "2026-01-31, 3, 2026-04-30",
        "2025-11-29, 3, 2026-02-28",
        "2025-11-30, 3, 2026-02-28",
        "2023-11-29, 3, 2024-02-29",
        "2024-02-28, 3, 2024-05-28",
        "2024-02-29, 3, 2024-05-31",
        "2026-08-30, 6, 2027-02-28",
        "2026-05-31, 9, 2027-02-28"
    })
    void a_bail_period_of_months_ends_the_day_before_the_corresponding_date(
            LocalDate arrest, int months, LocalDate last) {
        assertThat(BailClock.lastDay(arrest, new Span(months, null, null, null, false)))
                .isEqualTo(last);
    }

    @Test
    void the_date_of_arrest_chooses_the_rules() {
        assertThat(bail.regime(LocalDate.of(2022, 10, 28))
                        .orElseThrow()
                        .initial()
                        .months())
                .isEqualTo(3);
        assertThat(bail.regime(LocalDate.of(2022, 10, 27))
                        .orElseThrow()
                        .initial()
                        .days())
                .isEqualTo(28);
        assertThat(bail.regime(LocalDate.of(2017, 4, 2))).isEmpty();
        assertThat(bail.initialEnd(LocalDate.of(2022, 10, 27), false))
                .isEqualTo(ClockTableTest.uk("2022-11-24T23:59:59"));
        assertThat(bail.initialEnd(LocalDate.of(2022, 10, 28), false))
                .isEqualTo(ClockTableTest.uk("2023-01-28T23:59:59"));
        assertThat(bail.initialEnd(LocalDate.of(2022, 10, 28), true))
                .isEqualTo(ClockTableTest.uk("2023-04-28T23:59:59"));
    }

    @ParameterizedTest(name = "arrested {0}, bail until {1}: {2}")
    @CsvSource({
        "2026-01-01T10:00, 2026-04-01T16:00, inspector",
        "2026-01-01T10:00, 2026-07-01T23:59:59, superintendent",
        "2026-01-01T10:00, 2026-10-01T23:59:59, magistrates",
        "2022-10-27T10:00, 2022-11-24T16:00, superintendent",
        "2022-10-27T10:00, 2023-01-27T23:59:59, magistrates",
        "2017-01-01T10:00, 2019-01-01T10:00, none"
    })
    void the_ladder_of_authorities_follows_the_period(String arrest, String until, String authority) {
        assertThat(bail.nextAuthority(ClockTableTest.uk(arrest), ClockTableTest.uk(until)))
                .isEqualTo(authority);
    }

    @Test
    void ranks_of_the_ladder_are_those_of_the_table() {
        List<BailRegime> regimes = ClockTableTest.RULES.bail();
        assertThat(regimes.getFirst().ladder())
                .extracting(ObligationRules.Extension::authority)
                .containsExactly("inspector", "superintendent");
        assertThat(regimes.getFirst().then()).isEqualTo("magistrates");
    }
}
