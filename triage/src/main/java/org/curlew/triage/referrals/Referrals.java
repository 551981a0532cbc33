package org.curlew.triage.referrals;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.People.KiratLevel;
import org.curlew.triage.register.Problems;

/** Entries of what comes in from outside, and warrants. */
public final class Referrals {

    private Referrals() {}

    /**
     * A referral. Three times are kept apart: when it happened, when a provider detected it, when it was received; the
     * middle one is often taken for the first.
     *
     * @param source NCA/CEOP, local, or another force
     * @param originalTimes the time text and zone as received, since zone conversion is a known source of error
     */
    public record Referral(
            String source,
            String reference,
            Long caseId,
            Instant receivedAt,
            Instant eventAt,
            Instant detectedAt,
            String originalTimes,
            String incidentType,
            boolean highPriority,
            String account,
            Integer fileCount,
            Instant assessedAt,
            KiratLevel level,
            String allocatedTo,
            Instant closedAt)
            implements Entry {

        @Override
        public Links links() {
            return Links.ofCase(caseId);
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("source", source)
                    .required("reference", reference)
                    .required("receivedAt", receivedAt)
                    .order("receivedAt", receivedAt, "assessedAt", assessedAt)
                    .when(assessedAt != null && level == null, "level", "an assessed referral has a level")
                    .list();
        }
    }

    /** A month's tally of a peer-to-peer system; detection itself is outside. */
    public record PeerToPeerTally(
            YearMonth month, String system, int incidences, int actionable, int actioned, String why) implements Entry {

        @Override
        public Links links() {
            return Links.none();
        }

        @Override
        public String reference() {
            return system + "/" + month;
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("month", month)
                    .required("system", system)
                    .when(incidences < 0 || actionable < 0 || actioned < 0, "incidences", "below nought")
                    .when(actionable > incidences, "actionable", "more than incidences")
                    .when(actioned > actionable, "actioned", "more than actionable")
                    .when(
                            actioned < actionable && (why == null || why.isBlank()),
                            "why",
                            "say why actionable alerts were not actioned")
                    .list();
        }
    }

    /** One actionable alert, by reference only. */
    public record PeerToPeerAlert(String reference, Instant receivedAt, Instant triagedAt, String outcome)
            implements Entry {

        @Override
        public Links links() {
            return Links.none();
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("reference", reference)
                    .required("receivedAt", receivedAt)
                    .order("receivedAt", receivedAt, "triagedAt", triagedAt)
                    .list();
        }
    }

    /** A search warrant: level, allocation, execution and expiry. */
    public record Warrant(
            String reference,
            Long caseId,
            Long suspectId,
            KiratLevel level,
            Instant assessedAt,
            Instant obtainedAt,
            Instant expiresAt,
            String allocatedTo,
            Instant allocatedAt,
            Instant executedAt)
            implements Entry {

        @Override
        public Links links() {
            return Links.of(caseId, suspectId);
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("reference", reference)
                    .required("obtainedAt", obtainedAt)
                    .order("obtainedAt", obtainedAt, "expiresAt", expiresAt)
                    .order("obtainedAt", obtainedAt, "executedAt", executedAt)
                    .when(
                            (allocatedTo == null) != (allocatedAt == null),
                            "allocatedAt",
                            "name officer and time together")
                    .list();
        }
    }
}
