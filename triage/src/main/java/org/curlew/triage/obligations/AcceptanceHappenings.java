package org.curlew.triage.obligations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.KiratResult;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Versioned;

/**
 * What the acceptance gate asks of each suspect and does not stop for (practice 3.3): child access, release status and
 * KIRAT. Each is a task from the day the suspect is known, met by the first answer.
 */
final class AcceptanceHappenings {

    private final Snapshot register;
    private final List<Happening> found = new ArrayList<>();

    AcceptanceHappenings(Snapshot register) {
        this.register = register;
    }

    List<Happening> all() {
        for (Versioned<CaseParty> party : register.all(CaseParty.class)) {
            if (party.entry().role() == PartyRole.SUSPECT) {
                for (String question : List.of("KIRAT", "ACCESS", "RELEASE")) {
                    add("ANSWER_NEEDED", party.entry(), question, party.createdAt());
                    closed(party.entry(), question);
                }
            }
        }
        answered(KiratResult.class, "KIRAT");
        answered(ChildAccess.class, "ACCESS");
        for (Versioned<AccessAnswer> v : register.all(AccessAnswer.class)) {
            if (v.entry().answer() != AccessAnswerKind.UNKNOWN) {
                answered(v, "ACCESS");
            }
        }
        answered(ReleaseStatus.class, "RELEASE");
        return found;
    }

    private void closed(CaseParty suspect, String question) {
        register.ofCase(CaseDetails.class, suspect.caseId()).stream()
                .filter(c -> c.closedAt() != null)
                .forEach(c -> add("ITS_CASE_CLOSED", suspect, question, c.closedAt()));
    }

    private <T extends Entry> void answered(Class<T> kind, String question) {
        register.all(kind).forEach(v -> answered(v, question));
    }

    /** A release status answers for its own case; what is known of a person answers for each of their cases. */
    private void answered(Versioned<? extends Entry> answer, String question) {
        Long caseId = answer.entry().links().caseId();
        register.ofPerson(CaseParty.class, answer.entry().links().personId()).stream()
                .filter(p -> p.role() == PartyRole.SUSPECT && (caseId == null || p.caseId() == caseId))
                .forEach(p -> add("ANSWERED", p, question, answer.recordedAt()));
    }

    private void add(String type, CaseParty suspect, String question, Instant at) {
        String subject = CaseHappenings.suspect(suspect.caseId(), suspect.personId()) + "/answer:" + question;
        found.add(Happening.of(type, subject, at, suspect.caseId(), suspect.personId())
                .with("question", question));
    }
}
