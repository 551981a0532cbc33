package org.curlew.triage.intake;

import java.time.Instant;
import java.util.Optional;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.KiratLevel;
import org.curlew.triage.register.People.KiratResult;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.Release.Level;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Release.WelfareCheck;
import org.curlew.triage.register.Safeguarding.RiskAssessment;
import org.curlew.triage.register.Versioned;

/** A row of the register of released suspects: status, KIRAT, access, last reassessment and last welfare check. */
final class ReleaseRows {

    private final Putter putter;

    ReleaseRows(Putter putter) {
        this.putter = putter;
    }

    void released(Row row) {
        long caseId = putter.caseId(row);
        long suspect = putter.personId(row, "suspect");
        Instant at = row.instant("at");
        ReleaseKind kind = row.choice("status", ReleaseKind.class);
        Optional<Versioned<ReleaseStatus>> before = putter.find(
                ReleaseStatus.class,
                new Filter(caseId, suspect, null, null),
                s -> s.at().equals(at) && s.kind() == kind);
        putter.put(
                before,
                new ReleaseStatus(
                        caseId,
                        suspect,
                        kind,
                        at,
                        row.instant("arrested"),
                        row.instant("until"),
                        row.text("conditions"),
                        Putter.kept(before, ReleaseStatus::whyNotBail, null),
                        Putter.kept(before, ReleaseStatus::resultTurns, false),
                        Putter.kept(before, ReleaseStatus::addressCheckedAt, null),
                        Putter.kept(before, ReleaseStatus::victimToldAt, null),
                        Putter.kept(before, ReleaseStatus::expectedFinish, null)));
        kirat(row, suspect);
        access(row, suspect);
        reassessed(row, caseId, suspect);
        welfare(row, caseId, suspect);
    }

    private void kirat(Row row, long suspect) {
        KiratLevel level = row.choice("kirat", KiratLevel.class);
        if (level == null) {
            return;
        }
        Instant at = row.instant("kirat_at");
        if (at == null) {
            throw new Row.FieldException("kirat_at", "is missing; a KIRAT level has the time it was completed");
        }
        Optional<Versioned<KiratResult>> before =
                putter.find(KiratResult.class, Filter.ofPerson(suspect), k -> k.completedAt()
                        .equals(at));
        putter.put(
                before,
                new KiratResult(
                        suspect,
                        level,
                        Putter.kept(before, KiratResult::version, "2"),
                        row.text("kirat_assessor"),
                        row.yes("kirat_trained"),
                        at,
                        Putter.kept(before, KiratResult::attachmentReference, null)));
    }

    private void access(Row row, long suspect) {
        AccessAnswerKind answer = row.choice("access_answer", AccessAnswerKind.class);
        if (answer != null) {
            putter.put(
                    putter.find(AccessAnswer.class, Filter.ofPerson(suspect), a -> true),
                    new AccessAnswer(suspect, answer, row.text("access_verified_how"), row.instant("access_verified")));
        }
    }

    private void reassessed(Row row, long caseId, long suspect) {
        Instant at = row.instant("last_reassessed");
        Filter of = new Filter(caseId, suspect, null, null);
        // One that a person recorded at that time says more than the file; it stays as it is.
        if (at != null
                && putter.find(RiskAssessment.class, of, a -> a.completedAt().equals(at))
                        .isEmpty()) {
            putter.put(
                    Optional.empty(),
                    new RiskAssessment(
                            caseId,
                            suspect,
                            null,
                            Level.MEDIUM,
                            "From the force's register; its level was not in the file",
                            null,
                            Level.LOW,
                            row.required("reassessed_by"),
                            at));
        }
    }

    private void welfare(Row row, long caseId, long suspect) {
        Instant at = row.instant("last_welfare_check");
        Filter of = new Filter(caseId, suspect, null, null);
        if (at != null
                && putter.find(WelfareCheck.class, of, w -> w.at().equals(at)).isEmpty()) {
            putter.put(
                    Optional.empty(),
                    new WelfareCheck(
                            caseId,
                            suspect,
                            at,
                            row.required("welfare_by"),
                            false,
                            false,
                            "Not stated in the force's register",
                            null,
                            "From the force's register",
                            null));
        }
    }
}
