package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.curlew.triage.obligations.ObligationRules.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every row of practice 3.4 from every awkward start of 2019 to 2030: leap days, the nights on which the clocks change,
 * bank holidays, ends of months and of years. What is expected is counted here by other means: neither the platform's time
 * zones nor the library of holidays has a say in it.
 */
class ClockDatesTest {

    /**
     * Rule, attribute, value and the span of the table: hours that pass (h), calendar days (d), working days (wd), calendar
     * months (m), to the end of the day (e); a span with a minus counts back from the end of bail or of a warrant.
     */
    static final List<String> ROWS = List.of(
            "referral-assessed x x 24h",
            "p2p-alert-triaged x x 24h",
            "enforcement level VERY_HIGH 24h",
            "enforcement level HIGH 7d",
            "enforcement level MEDIUM 14d",
            "enforcement level LOW 30d",
            "warrant-allocated level HIGH 0d e",
            "warrant-allocated level LOW 3d",
            "warrant-expiry x x -0d",
            "ppn-submitted x x 24h",
            "ppn-checked x x 1d e",
            "strategy-decisions x x 24h",
            "strategy-minutes x x 5wd",
            "strategy-conference x x 15wd",
            "suicide-risk how ARREST 24h",
            "suicide-risk how INTERVIEW 0h",
            "release-welfare x x 48h",
            "release-spoc x x 48h",
            "welfare-ongoing x x 28d",
            "welfare-trigger x x 24h",
            "rui-reassessment band P1 7d",
            "rui-reassessment band P2 14d",
            "rui-reassessment band P4 28d",
            "supervisor-review x x 28d",
            "rui-3-months x x 3m",
            "rui-6-months x x 6m",
            "rui-9-months x x 9m",
            "rui-12-months x x 12m",
            "bail-end x x -0d",
            "bail-extension-pack x x -7d",
            "bail-court-papers authority magistrates -21d",
            "victim-update service enhanced 1wd",
            "victim-update service standard 5wd",
            "victim-routine x x 28d",
            "clpd-considered x x 0d e",
            "clpd-decided childRole yes 24h",
            "triage-target band P0 24h",
            "triage-target band P1 24h",
            "triage-target band P2 168h",
            "triage-target band P3 336h",
            "triage-target band P4 720h",
            "completion-target band P1 672h",
            "completion-target band P2 960h",
            "completion-target band P3 2880h",
            "completion-target band P4 4320h",
            "delay-review x x 0h",
            "age-limit x x 180d",
            "acceptance-task x x 1wd",
            "victim-identification x x 0d e",
            "hit-safeguarding x x 0d e",
            "caid-submission x x 14d",
            "sfr1 x x 10wd",
            "outcome-retention x x 0d e",
            "grader-welfare x x 6m",
            "method-review x x 12m",
            "board-pack x x 14d",
            "board-audit x x 1m");

    private static final List<LocalDateTime> STARTS = starts();

    private static LocalDate lastSunday(int year, Month month) {
        return LocalDate.of(year, month, 31).with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
    }

    /** UK local times from which a due time is awkward. */
    private static List<LocalDateTime> starts() {
        Set<LocalDateTime> starts = new TreeSet<>();
        for (int year = 2019; year <= 2030; year++) {
            LocalDate spring = lastSunday(year, Month.MARCH);
            LocalDate autumn = lastSunday(year, Month.OCTOBER);
            for (int days : new int[] {0, 1, 2, 3, 7, 14, 28, 30, 180}) {
                // The half hour that the spring night leaves out and the autumn night has twice.
                starts.add(spring.minusDays(days).atTime(days == 0 ? 0 : 1, 30));
                starts.add(autumn.minusDays(days).atTime(days == 0 ? 0 : 1, 30));
                starts.add(spring.minusDays(days).atTime(23, 45));
                starts.add(autumn.minusDays(days).atTime(23, 45));
            }
            for (int months : new int[] {1, 3, 6, 9, 12}) {
                starts.add(spring.minusMonths(months).atTime(1, 30));
                starts.add(autumn.minusMonths(months).atTime(1, 30));
            }
            LocalDate february = LocalDate.of(year, 3, 1).minusDays(1);
            starts.add(february.atTime(10, 0));
            starts.add(february.minusDays(1).atTime(10, 0));
            starts.add(LocalDate.of(year, 1, 31).atTime(9, 0));
            starts.add(LocalDate.of(year, 5, 31).atTime(9, 0));
            starts.add(LocalDate.of(year, 8, 31).atTime(9, 0));
            starts.add(LocalDate.of(year, 12, 31).atTime(23, 30));
            for (LocalDate holiday : holidays(year)) {
                starts.add(holiday.minusDays(1).atTime(16, 45));
                starts.add(holiday.minusDays(7).atTime(16, 45));
                starts.add(holiday.atTime(11, 0));
            }
        }
        return List.copyOf(starts);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("ROWS")
    void a_row_of_the_table_is_due_by_the_calendar_whenever_it_starts(String row) {
        String[] part = row.split(" ");
        boolean back = part[3].startsWith("-");
        for (LocalDateTime start : STARTS) {
            Instant at = instant(start);
            String ends = instant(start.plusDays(90)).toString();
            Happening happening =
                    ClockTableTest.happening(rule(part[0]).on(), at, part[1], part[2], "until", ends, "expires", ends);
            Obligation found = ClockTableTest.CLOCKWORK.compute(List.of(happening), at).stream()
                    .filter(o -> o.ruleId().equals(part[0]))
                    .findFirst()
                    .orElseThrow();
            LocalDateTime expected = back
                    ? inNoGap(local(Instant.parse(ends)).minusDays(number(part[3].substring(1))))
                    : expected(start, part[3], part.length > 4);
            assertThat(local(found.due())).as(row + " from " + start).isEqualTo(expected);
        }
    }

    @Test
    void every_rule_of_the_file_has_its_dates_tried() {
        assertThat(ROWS.stream().map(r -> r.split(" ")[0]).collect(Collectors.toSet()))
                .isEqualTo(ClockTableTest.RULES.rules().stream().map(Rule::id).collect(Collectors.toSet()));
        assertThat(STARTS).hasSizeGreaterThan(800);
        assertThat(STARTS.stream().map(LocalDateTime::toLocalDate))
                .contains(
                        LocalDate.of(2020, 2, 29),
                        LocalDate.of(2024, 2, 29),
                        LocalDate.of(2028, 2, 29),
                        LocalDate.of(2022, 9, 19),
                        LocalDate.of(2030, 12, 26));
    }

    private static Rule rule(String id) {
        return ClockTableTest.RULES.rules().stream()
                .filter(r -> r.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static int number(String span) {
        return Integer.parseInt(span.replaceAll("[a-z]", ""));
    }

    private static LocalDateTime expected(LocalDateTime start, String span, boolean endOfDay) {
        int n = number(span);
        if (span.endsWith("h")) {
            return local(instant(start).plusSeconds(3600L * n));
        }
        LocalDate day = start.toLocalDate();
        if (span.endsWith("wd")) {
            for (int left = n; left > 0; ) {
                day = day.plusDays(1);
                boolean weekend = day.getDayOfWeek().getValue() > 5;
                left -= weekend || holidays(day.getYear()).contains(day) ? 0 : 1;
            }
        } else if (span.endsWith("m")) {
            int months = day.getYear() * 12 + day.getMonthValue() - 1 + n;
            LocalDate month = LocalDate.of(months / 12, months % 12 + 1, 1);
            day = month.withDayOfMonth(Math.min(day.getDayOfMonth(), month.lengthOfMonth()));
        } else {
            day = day.plusDays(n);
        }
        return endOfDay ? day.atTime(LocalTime.of(23, 59, 59)) : inNoGap(day.atTime(start.toLocalTime()));
    }

    /** Between one and two o'clock of the spring night there is no time: what is due then is due an hour later. */
    private static LocalDateTime inNoGap(LocalDateTime at) {
        boolean gap = at.toLocalDate().equals(lastSunday(at.getYear(), Month.MARCH)) && at.getHour() == 1;
        return gap ? at.plusHours(1) : at;
    }

    /** British summer time runs from one to one o'clock UTC of the last Sundays of March and October. */
    private static boolean summer(LocalDateTime utc) {
        return !utc.isBefore(lastSunday(utc.getYear(), Month.MARCH).atTime(1, 0))
                && utc.isBefore(lastSunday(utc.getYear(), Month.OCTOBER).atTime(1, 0));
    }

    private static LocalDateTime local(Instant at) {
        LocalDateTime utc = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        return summer(utc) ? utc.plusHours(1) : utc;
    }

    private static Instant instant(LocalDateTime local) {
        LocalDateTime there = inNoGap(local);
        LocalDateTime utc = summer(there.minusHours(1)) ? there.minusHours(1) : there;
        return utc.toInstant(ZoneOffset.UTC);
    }

    /** Bank holidays of England and Wales by their rules, with the ones that were moved and added. */
    private static Set<LocalDate> holidays(int year) {
        List<LocalDate> days = new ArrayList<>();
        LocalDate easter = easter(year);
        days.add(easter.minusDays(2));
        days.add(easter.plusDays(1));
        LocalDate may = LocalDate.of(year, 5, 1).with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY));
        days.add(year == 2020 ? LocalDate.of(2020, 5, 8) : may);
        LocalDate spring = LocalDate.of(year, 5, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY));
        days.add(year == 2022 ? LocalDate.of(2022, 6, 2) : spring);
        days.add(LocalDate.of(year, 8, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)));
        days.addAll(Stream.of("2022-06-03", "2022-09-19", "2023-05-08")
                .map(LocalDate::parse)
                .filter(d -> d.getYear() == year)
                .toList());
        Set<LocalDate> all = new TreeSet<>(days);
        // A fixed holiday on a weekend, or on a day that another is kept on, is kept on the next day that is neither.
        for (LocalDate fixed :
                List.of(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 25), LocalDate.of(year, 12, 26))) {
            LocalDate kept = fixed;
            while (kept.getDayOfWeek().getValue() > 5 || all.contains(kept)) {
                kept = kept.plusDays(1);
            }
            all.add(kept);
        }
        return all;
    }

    /** Easter Sunday by the anonymous Gregorian algorithm. */
    private static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int n = h + l - 7 * m + 114;
        return LocalDate.of(year, n / 31, n % 31 + 1);
    }
}
