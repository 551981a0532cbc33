package org.curlew.triage.obligations;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.curlew.triage.obligations.ObligationRules.BailRegime;
import org.curlew.triage.obligations.ObligationRules.Extension;
import org.curlew.triage.register.Times;

/**
 * Pre-charge bail periods by the date of arrest. A period of months begins with the bail start date, the day after the
 * arrest, and ends with the day before the corresponding date; where the month has no such date, with its last day.
 */
public final class BailClock {

    private final List<BailRegime> regimes;

    BailClock(List<BailRegime> regimes) {
        this.regimes = regimes;
    }

    /** The rules for an arrest; empty before any statutory limit. */
    public Optional<BailRegime> regime(LocalDate arrested) {
        return regimes.stream()
                .filter(r -> !arrested.isBefore(r.arrestedFrom()))
                .findFirst();
    }

    /**
     * The last day of a period.
     *
     * @param arrested the day of arrest
     */
    static LocalDate lastDay(LocalDate arrested, Span period) {
        LocalDate start = arrested.plusDays(1);
        if (period.months() == null) {
            return start.plusDays(period.days()).minusDays(1);
        }
        LocalDate corresponding = start.plusMonths(period.months());
        return corresponding.getDayOfMonth() == start.getDayOfMonth() ? corresponding.minusDays(1) : corresponding;
    }

    /** The end of the initial period: the last second of its last day. */
    public Instant initialEnd(LocalDate arrested, boolean agencyCase) {
        BailRegime regime = regime(arrested)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Bail after an arrest on " + arrested + " has no statutory limit"));
        return end(lastDay(arrested, agencyCase ? regime.initialAgency() : regime.initial()));
    }

    /** Who may extend beyond an end: "inspector", "superintendent", "magistrates", or "none" before 3 April 2017. */
    public String nextAuthority(Instant arrestedAt, Instant until) {
        if (arrestedAt == null) {
            return "none";
        }
        LocalDate arrested = arrestedAt.atZone(Times.UK).toLocalDate();
        Optional<BailRegime> regime = regime(arrested);
        if (regime.isEmpty()) {
            return "none";
        }
        for (Extension step : regime.get().ladder()) {
            if (until.isBefore(end(lastDay(arrested, step.until())))) {
                return step.authority();
            }
        }
        return regime.get().then();
    }

    private static Instant end(LocalDate day) {
        return day.atTime(LocalTime.of(23, 59, 59)).atZone(Times.UK).toInstant();
    }
}
