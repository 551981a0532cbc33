package org.curlew.triage.register;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Entries that protect a child or a victim. */
public final class Safeguarding {

    private Safeguarding() {}

    /**
     * A completed assessment of the risk a suspect poses to a child or victim. It alone meets the reassessment clock.
     *
     * @param childId the child or victim assessed; null when all of the suspect's children were, together
     * @param changed what changed since the last one
     */
    public record RiskAssessment(
            long caseId,
            long suspectId,
            Long childId,
            Release.Level level,
            String reasons,
            String changed,
            Release.Level confidence,
            String assessor,
            Instant completedAt)
            implements Entry {

        @Override
        public List<Problem> problemsAt(Instant now) {
            return new Problems().done("completedAt", completedAt, now).list();
        }

        @Override
        public Links links() {
            return Links.of(caseId, suspectId, childId);
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("level", level)
                    .required("reasons", reasons)
                    .required("assessor", assessor)
                    .required("completedAt", completedAt)
                    .list();
        }
    }

    /**
     * A safeguarding plan. It is current once a supervisor approved it and while its review date has not passed; a plan
     * that nobody verified does not count as one.
     */
    public record SafeguardingPlan(
            long caseId,
            long suspectId,
            long childId,
            String riskStatement,
            String measures,
            String monitoredBy,
            String verification,
            Instant verifiedAt,
            String contactRules,
            String agencyContacts,
            String contingency,
            Instant nextReview,
            String author,
            String approvedBy,
            Instant approvedAt,
            Instant endedAt)
            implements Entry {

        @Override
        public Links links() {
            return Links.of(caseId, suspectId, childId);
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("riskStatement", riskStatement)
                    .required("measures", measures)
                    .required("monitoredBy", monitoredBy)
                    .required("nextReview", nextReview)
                    .required("author", author)
                    .when(
                            approvedBy != null && Objects.equals(approvedBy, author),
                            "approvedBy",
                            "a plan is approved by a supervisor, not by its author")
                    .when((approvedBy == null) != (approvedAt == null), "approvedAt", "name approver and time together")
                    .list();
        }

        /** Approved, verified, not ended and not past its review date. */
        public boolean current(Instant now) {
            return approvedAt != null
                    && !approvedAt.isAfter(now)
                    && verifiedAt != null
                    && (endedAt == null || endedAt.isAfter(now))
                    && nextReview.isAfter(now);
        }
    }

    public enum Destination {
        MASH,
        EARLY_HELP,
        NONE
    }

    /** A public protection notice for a child: required, submitted, checked, where it went and what came back. */
    public record Ppn(
            long caseId,
            long childId,
            boolean required,
            String number,
            Instant submittedAt,
            String checkedBy,
            Instant checkedAt,
            Destination destination,
            String reasonNotShared,
            String approver,
            Instant feedbackAt,
            String feedback)
            implements Entry.OfChild {

        @Override
        public List<Problem> problems() {
            boolean unshared = destination == Destination.NONE;
            return new Problems()
                    .order("submittedAt", submittedAt, "checkedAt", checkedAt)
                    .when(
                            unshared && (reasonNotShared == null || reasonNotShared.isBlank()),
                            "reasonNotShared",
                            "a notice that is not shared has a reason")
                    .when(
                            unshared && (approver == null || approver.isBlank()),
                            "approver",
                            "a notice that is not shared has an approver")
                    .list();
        }
    }

    /**
     * One step by which the police took up that they disagree with what became of a child's protection notice; the steps of
     * a child by {@code at} are its ladder (practice 1, items 46 and 47).
     *
     * @param toWhom the person or office it was put to, with its rank
     * @param outcome what was answered, null while the answer is awaited
     */
    public record PpnEscalation(
            long caseId, long childId, Instant at, String toWhom, String reason, Instant answeredAt, String outcome)
            implements Entry.OfChild {

        /** The same step with what was told later; what that leaves blank stays as it was. */
        public PpnEscalation with(PpnEscalation later) {
            return new PpnEscalation(
                    caseId,
                    childId,
                    at,
                    later.toWhom == null ? toWhom : later.toWhom,
                    later.reason == null ? reason : later.reason,
                    later.answeredAt == null ? answeredAt : later.answeredAt,
                    later.outcome == null ? outcome : later.outcome);
        }

        @Override
        public List<Problem> problemsAt(Instant now) {
            return new Problems()
                    .done("at", at, now)
                    .done("answeredAt", answeredAt, now)
                    .list();
        }

        @Override
        public List<Problem> problems() {
            boolean said = outcome != null && !outcome.isBlank();
            return new Problems()
                    .required("at", at)
                    .required("toWhom", toWhom)
                    .required("reason", reason)
                    .order("at", at, "answeredAt", answeredAt)
                    .when(answeredAt != null && !said, "outcome", "an answer has an outcome")
                    .when(answeredAt == null && said, "answeredAt", "an outcome has the time of its answer")
                    .list();
        }
    }

    /**
     * What a victim was told.
     *
     * @param about ARREST, RELEASE, VARIATION, CHARGE, NFA or ROUTINE
     * @param views the victim's views on conditions of release, where asked
     */
    public record VictimUpdate(
            long caseId, long victimId, Instant at, String about, String by, String views, Instant nextAgreed)
            implements Entry {

        @Override
        public List<Problem> problemsAt(Instant now) {
            return new Problems().done("at", at, now).list();
        }

        @Override
        public Links links() {
            return Links.of(caseId, victimId);
        }

        @Override
        public List<Problem> problems() {
            return new Problems().required("at", at).required("about", about).list();
        }
    }

    /** Use of police protection, Children Act 1989 s.46. */
    public record PoliceProtection(
            long caseId,
            long childId,
            String number,
            Instant from,
            Instant to,
            String designatedOfficer,
            String outcome)
            implements Entry.OfChild {

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("from", from)
                    .order("from", from, "to", to)
                    .list();
        }
    }
}
