package org.curlew.triage.obligations;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.curlew.triage.register.Times;

/** Due times in the UK's calendar, with the bank holidays of England and Wales. */
final class Calendar {

    private final HolidayManager holidays = HolidayManager.getInstance(ManagerParameters.create("gb"));
    private final ConcurrentMap<Integer, Set<LocalDate>> years = new ConcurrentHashMap<>();

    boolean workingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !years.computeIfAbsent(day.getYear(), this::holidays).contains(day);
    }

    private Set<LocalDate> holidays(int year) {
        return holidays.getHolidays(java.time.Year.of(year), "eng").stream()
                .map(h -> h.getDate())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The nth working day after a day. */
    LocalDate workingDaysAfter(LocalDate day, int n) {
        LocalDate at = day;
        for (int left = n; left > 0; ) {
            at = at.plusDays(1);
            if (workingDay(at)) {
                left--;
            }
        }
        return at;
    }

    Instant after(Instant start, Span span) {
        ZonedDateTime at = start.atZone(Times.UK);
        if (span.months() != null) {
            at = at.plusMonths(span.months());
        }
        if (span.days() != null) {
            at = at.plusDays(span.days());
        }
        if (span.workingDays() != null) {
            at = at.with(workingDaysAfter(at.toLocalDate(), span.workingDays()));
        }
        Instant due = at.toInstant();
        if (span.hours() != null) {
            due = due.plusSeconds(3600L * span.hours());
        }
        return span.endOfDay() ? endOfDay(due) : due;
    }

    Instant before(Instant end, Span span) {
        ZonedDateTime at = end.atZone(Times.UK);
        if (span.months() != null) {
            at = at.minusMonths(span.months());
        }
        if (span.days() != null) {
            at = at.minusDays(span.days());
        }
        for (int left = span.workingDays() == null ? 0 : span.workingDays(); left > 0; ) {
            at = at.minusDays(1);
            left -= workingDay(at.toLocalDate()) ? 1 : 0;
        }
        return span.hours() == null ? at.toInstant() : at.toInstant().minusSeconds(3600L * span.hours());
    }

    /** The last second of the day in the UK. */
    static Instant endOfDay(Instant at) {
        return at.atZone(Times.UK)
                .toLocalDate()
                .atTime(LocalTime.of(23, 59, 59))
                .atZone(Times.UK)
                .toInstant();
    }
}
