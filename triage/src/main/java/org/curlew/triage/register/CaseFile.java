package org.curlew.triage.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Entries about a case as a whole. */
public final class CaseFile {

    private CaseFile() {}

    /**
     * What a case is about and who answers for it.
     *
     * @param specialistTeam false when a non-specialist team submitted it
     * @param childInDanger live or continuing abuse (gate G1)
     * @param extortion active coercion or extortion (gate G1)
     * @param missingChild a missing child is linked to a device (gate G1)
     * @param contactOffence evidence or allegation of a contact offence (gate G3)
     * @param legalBasis,questions for the acceptance gate (practice 3.3): what the examination shall answer, and by what right
     */
    public record CaseDetails(
            long caseId,
            OffenceClass offence,
            String operation,
            String crimeReference,
            String officer,
            String team,
            String supervisor,
            boolean specialistTeam,
            boolean childInDanger,
            boolean extortion,
            boolean missingChild,
            boolean contactOffence,
            String legalBasis,
            String questions,
            Instant openedAt,
            Instant closedAt,
            String outcome)
            implements Entry {

        @Override
        public Links links() {
            return Links.ofCase(caseId);
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("offence", offence)
                    .required("openedAt", openedAt)
                    .order("openedAt", openedAt, "closedAt", closedAt)
                    .when(
                            closedAt != null && (outcome == null || outcome.isBlank()),
                            "outcome",
                            "a closed case has an outcome with its rationale")
                    .list();
        }

        /** The same case under another supervisor. */
        public CaseDetails withSupervisor(String name) {
            return new CaseDetails(
                    caseId,
                    offence,
                    operation,
                    crimeReference,
                    officer,
                    team,
                    name,
                    specialistTeam,
                    childInDanger,
                    extortion,
                    missingChild,
                    contactOffence,
                    legalBasis,
                    questions,
                    openedAt,
                    closedAt,
                    outcome);
        }
    }

    public enum PartyRole {
        SUSPECT,
        CHILD,
        VICTIM,
        OTHER
    }

    /**
     * A person's part in a case.
     *
     * @param vulnerable enhanced service under the Victims' Code; every child has it
     * @param spoc the point of contact named for a suspect
     */
    public record CaseParty(long caseId, long personId, PartyRole role, boolean vulnerable, String spoc)
            implements Entry {

        @Override
        public Links links() {
            return Links.of(caseId, personId);
        }

        @Override
        public String reference() {
            return caseId + "/" + personId + "/" + role;
        }

        @Override
        public List<Problem> problems() {
            return new Problems().required("role", role).list();
        }
    }

    /**
     * A strategy discussion or meeting.
     *
     * @param decisionsRecordedAt when its decisions stood on police systems
     * @param audioReference an audio record held elsewhere
     */
    public record StrategyDiscussion(
            long caseId,
            Long childId,
            Instant heldAt,
            String attendees,
            String decisions,
            Instant decisionsRecordedAt,
            Instant minutesRequestedAt,
            Instant minutesReceivedAt,
            Instant conferenceHeldAt,
            String audioReference)
            implements Entry {

        @Override
        public Links links() {
            return Links.of(caseId, null, childId);
        }

        /** The same discussion with what was told later; what that leaves blank stays as it was. */
        public StrategyDiscussion with(StrategyDiscussion later) {
            return new StrategyDiscussion(
                    caseId,
                    later.childId == null ? childId : later.childId,
                    heldAt,
                    later.attendees == null ? attendees : later.attendees,
                    later.decisions == null ? decisions : later.decisions,
                    later.decisionsRecordedAt == null ? decisionsRecordedAt : later.decisionsRecordedAt,
                    later.minutesRequestedAt == null ? minutesRequestedAt : later.minutesRequestedAt,
                    later.minutesReceivedAt == null ? minutesReceivedAt : later.minutesReceivedAt,
                    later.conferenceHeldAt == null ? conferenceHeldAt : later.conferenceHeldAt,
                    later.audioReference == null ? audioReference : later.audioReference);
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("heldAt", heldAt)
                    .order("heldAt", heldAt, "decisionsRecordedAt", decisionsRecordedAt)
                    .order("heldAt", heldAt, "minutesReceivedAt", minutesReceivedAt)
                    .order("heldAt", heldAt, "conferenceHeldAt", conferenceHeldAt)
                    .list();
        }
    }

    /** A check of another system: PNC, PND, local, children's social care, ViSOR. */
    public record CheckDone(long caseId, Long personId, String system, Instant at, String by, String result)
            implements Entry {

        @Override
        public Links links() {
            return Links.of(caseId, personId);
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("system", system)
                    .required("at", at)
                    .required("result", result)
                    .list();
        }
    }

    /** A court date, custody time limit or court direction: an outside deadline of the case. */
    public record CourtDate(long caseId, Long personId, String what, Instant at, LocalDate recordedOn)
            implements Entry {

        @Override
        public Links links() {
            return Links.of(caseId, personId);
        }

        @Override
        public List<Problem> problems() {
            return new Problems().required("what", what).required("at", at).list();
        }
    }

    /** The outcome for a child: what the measures of quality look at. */
    public record ChildOutcome(
            long caseId,
            long childId,
            boolean safeguarded,
            Instant safeguardedAt,
            boolean planBeforeRelease,
            String note)
            implements Entry.OfChild {}
}
