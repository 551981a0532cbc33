package org.curlew.triage.register;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Entries about an exhibit. */
public final class ExhibitFile {

    private ExhibitFile() {}

    public enum Route {
        KIOSK,
        TRIAGE,
        LAB,
        OUTSOURCED
    }

    public enum LockState {
        UNKNOWN,
        UNLOCKED,
        LOCKED_CODE_KNOWN,
        LOCKED
    }

    /**
     * What an exhibit is.
     *
     * @param capacityBytes null where unknown
     * @param ownerId,attributedTo people of the register; who owns it and who used it are told apart
     * @param evidenceAtRisk cloud, volatile, battery or lock-out: what is lost by waiting; null when nothing is
     * @param complainants the complainant's own device (return-fast lane)
     * @param eliminatedAtScene triaged at the scene and eliminated
     */
    public record ExhibitDetails(
            long exhibitId,
            String kind,
            String make,
            String serial,
            String imei,
            Long capacityBytes,
            LockState lock,
            Long ownerId,
            Long attributedTo,
            Instant seizedAt,
            Instant submittedAt,
            Route route,
            String evidenceAtRisk,
            boolean complainants,
            boolean triagedAtScene,
            boolean eliminatedAtScene,
            String otherRoutesTried)
            implements Entry.OfExhibit {

        @Override
        public List<Problem> problemsAt(Instant now) {
            return new Problems().done("submittedAt", submittedAt, now).list();
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("kind", kind)
                    .order("seizedAt", seizedAt, "submittedAt", submittedAt)
                    .when(capacityBytes != null && capacityBytes <= 0, "capacityBytes", "must be above nought")
                    .when(imei != null && !imei.matches("\\d{14,16}"), "imei", "has 14 to 16 digits")
                    .list();
        }
    }

    /** A hand-over: both parties are named. */
    public record CustodyTransfer(
            long exhibitId, Instant at, String from, String to, String place, String reason, String seal)
            implements Entry.OfExhibit {

        @Override
        public List<Problem> problemsAt(Instant now) {
            return new Problems().done("at", at, now).list();
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("at", at)
                    .required("from", from)
                    .required("to", to)
                    .required("reason", reason)
                    .list();
        }
    }

    /**
     * A chief officer's exception for an exhibit older than the rules allow (practice 3.2): named, with reason and end.
     *
     * @param rank a chief officer's: assistant chief constable or above, or the Metropolitan Police's equal; "DC" is none,
     *     since it is a detective constable's
     */
    public record ChiefOfficerException(
            long exhibitId, String officer, String rank, String reason, Instant grantedAt, Instant until)
            implements Entry.OfExhibit {

        /** As long again as an exhibit may grow old without one; our judgement. A slip of the pen would silence the ACC for years. */
        private static final Duration LONGEST = Duration.ofDays(181);

        private static final Set<String> RANKS =
                Set.of("ACC", "DCC", "CC", "T/ACC", "T/DCC", "T/CC", "COMMANDER", "DAC", "AC", "COMMISSIONER");

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("officer", officer)
                    .required("reason", reason)
                    .required("grantedAt", grantedAt)
                    .required("until", until)
                    .order("grantedAt", grantedAt, "until", until)
                    .when(
                            grantedAt != null && until != null && until.isAfter(grantedAt.plus(LONGEST)),
                            "until",
                            "lies more than 180 days ahead; grant it again if it still holds")
                    .when(
                            rank == null || !RANKS.contains(rank.strip().toUpperCase(Locale.ROOT)),
                            "rank",
                            "'" + rank + "' is no chief officer's; they are ACC, DCC, CC or the Met's equals")
                    .list();
        }

        @Override
        public List<Problem> problemsAt(Instant now) {
            return new Problems().done("grantedAt", grantedAt, now).list();
        }

        public boolean current(Instant now) {
            return !grantedAt.isAfter(now) && until.isAfter(now);
        }
    }

    /** What can be decided about an exhibit without an examination; each takes it out of the queue and ends its clocks. */
    public enum DecisionKind {
        RETURN("return it to the owner unexamined"),
        ELIMINATED("eliminated: not to be examined"),
        NEGATIVE("looked at elsewhere, nothing found");

        private final String words;

        DecisionKind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        private static boolean known(String name) {
            return Arrays.stream(values()).anyMatch(k -> k.name().equals(name));
        }
    }

    /**
     * A recorded, ranked decision about an exhibit without a triage result: the only other way to give it back.
     *
     * @param decision the name of a {@link DecisionKind}; in words of one's own it would end no waiting
     */
    public record ExhibitDecision(
            long exhibitId, Instant at, String decision, String reason, String by, String rank, String ruleVersion)
            implements Entry.OfExhibit {

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("at", at)
                    .required("decision", decision)
                    .when(
                            decision != null && !decision.isBlank() && !DecisionKind.known(decision),
                            "decision",
                            "'" + decision + "' is none; choose RETURN, ELIMINATED or NEGATIVE")
                    .required("reason", reason)
                    .required("by", by)
                    .required("rank", rank)
                    .required("ruleVersion", ruleVersion)
                    .list();
        }
    }
}
