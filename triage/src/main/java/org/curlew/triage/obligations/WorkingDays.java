package org.curlew.triage.obligations;

import java.time.LocalDate;

/** Working days of England and Wales for other rooms. */
public final class WorkingDays {

    private final Calendar calendar = new Calendar();

    /** Working days from a day (included) to another (not included). */
    public int between(LocalDate from, LocalDate to) {
        return (int) from.datesUntil(to.isBefore(from) ? from : to)
                .filter(calendar::workingDay)
                .count();
    }
}
