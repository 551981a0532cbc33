package org.curlew.triage.register;

import java.time.Instant;
import java.util.List;

/** Entries about arrest, release and the suspect's own welfare. */
public final class Release {

    private Release() {}

    public enum ReleaseKind {
        CUSTODY,
        BAIL_WITH_CONDITIONS,
        BAIL,
        RUI,
        VOLUNTARY,
        CHARGED,
        NFA
    }

    /**
     * One release status; the history is all of them by {@code at}, and the last one counts.
     *
     * @param arrestedAt of the arrest this follows, null for a voluntary attendance
     * @param until end of bail or of the custody clock
     * @param resultTurns charge or release turns on the device's result (gate G2)
     * @param addressCheckedAt when the release address was checked against known children
     */
    public record ReleaseStatus(
            long caseId,
            long suspectId,
            ReleaseKind kind,
            Instant at,
            Instant arrestedAt,
            Instant until,
            String conditions,
            String whyNotBail,
            boolean resultTurns,
            Instant addressCheckedAt,
            Instant victimToldAt,
            Instant expectedFinish)
            implements Entry.OfSuspect {

        @Override
        public List<Problem> problemsAt(Instant now) {
            return new Problems().done("at", at, now).list();
        }

        @Override
        public List<Problem> problems() {
            boolean bail = kind == ReleaseKind.BAIL || kind == ReleaseKind.BAIL_WITH_CONDITIONS;
            return new Problems()
                    .required("kind", kind)
                    .required("at", at)
                    .order("arrestedAt", arrestedAt, "at", at)
                    .order("at", at, "until", until)
                    .when(bail && until == null, "until", "bail has an end")
                    .when(
                            kind == ReleaseKind.BAIL_WITH_CONDITIONS && (conditions == null || conditions.isBlank()),
                            "conditions",
                            "are missing")
                    .list();
        }

        public boolean released() {
            return kind == ReleaseKind.RUI
                    || kind == ReleaseKind.BAIL
                    || kind == ReleaseKind.BAIL_WITH_CONDITIONS
                    || kind == ReleaseKind.VOLUNTARY;
        }
    }

    /** An extension of bail: conditions A to D of PACE s.47ZC, each answered. */
    public record BailExtension(
            long caseId,
            long suspectId,
            Instant grantedAt,
            String authority,
            Instant until,
            boolean reasonableGrounds,
            boolean furtherTimeNeeded,
            boolean diligentAndExpeditious,
            boolean necessaryAndProportionate,
            boolean representationsInvited)
            implements Entry.OfSuspect {

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("authority", authority)
                    .required("grantedAt", grantedAt)
                    .required("until", until)
                    .order("grantedAt", grantedAt, "until", until)
                    .when(
                            !(reasonableGrounds
                                    && furtherTimeNeeded
                                    && diligentAndExpeditious
                                    && necessaryAndProportionate),
                            "conditions",
                            "A to D of s.47ZC must all be met")
                    .list();
        }
    }

    public enum Level {
        LOW,
        MEDIUM,
        HIGH
    }

    /**
     * A look at the suspect's own welfare: the suicide-risk assessment, or a later contact. It is never a reassessment of
     * risk to a child.
     *
     * @param assessment a full suicide-risk assessment, not only a contact
     * @param whyNotInPerson required when it was not in person (IOPC)
     */
    public record WelfareCheck(
            long caseId,
            long suspectId,
            Instant at,
            String by,
            boolean assessment,
            boolean inPerson,
            String whyNotInPerson,
            Level risk,
            String outcome,
            String leaflet)
            implements Entry.OfSuspect {

        @Override
        public List<Problem> problemsAt(Instant now) {
            return new Problems().done("at", at, now).list();
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("at", at)
                    .required("by", by)
                    .required("outcome", outcome)
                    .when(
                            !inPerson && (whyNotInPerson == null || whyNotInPerson.isBlank()),
                            "whyNotInPerson",
                            "say why it was not in person")
                    .list();
        }
    }

    /** Common law police disclosure to an employer or regulator: considered, decided, done. */
    public record EmployerDisclosure(
            long caseId, long suspectId, Instant consideredAt, String decision, Instant decidedAt)
            implements Entry.OfSuspect {

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("consideredAt", consideredAt)
                    .order("consideredAt", consideredAt, "decidedAt", decidedAt)
                    .list();
        }
    }

    /** Something that can harm a suspect's welfare when it is told: charge, court, a result, media. */
    public record TriggerDate(long caseId, long suspectId, String what, Instant at) implements Entry.OfSuspect {

        @Override
        public List<Problem> problems() {
            return new Problems().required("what", what).required("at", at).list();
        }
    }
}
