package org.curlew.triage.queue;

import java.util.ArrayList;
import java.util.List;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.ExhibitFile.ExhibitDetails;
import org.curlew.triage.register.ExhibitFile.LockState;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.KiratResult;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Versioned;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The gate before ranking (practice 3.3): is the examination lawful, and is it known what it shall answer? What is missing
 * beside that does not stop an exhibit: it ranks up as unknown, and is a task with a due time.
 */
@Service
public class Acceptance {

    private final JdbcClient jdbc;
    private final Register register;
    private final Exhibits exhibits;

    Acceptance(JdbcClient jdbc, Register register, Exhibits exhibits) {
        this.jdbc = jdbc;
        this.register = register;
        this.exhibits = exhibits;
    }

    /**
     * Something that is not known.
     *
     * @param blocks true: the exhibit is not accepted without it
     */
    public record Gap(String field, boolean blocks, String words) {}

    /** What is missing for an exhibit, what blocks first. */
    public List<Gap> gaps(long exhibitId) {
        long caseId = jdbc.sql("select case_id from exhibit where id = ?")
                .param(exhibitId)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new QueueException("Exhibit " + exhibitId + ": no such exhibit"));
        CaseDetails details = last(register.list(CaseDetails.class, Filter.ofCase(caseId)));
        ExhibitDetails exhibit = last(register.list(ExhibitDetails.class, Filter.ofExhibit(exhibitId)));
        List<Gap> gaps = new ArrayList<>();
        gap(gaps, details == null, "offence", true, "the offence is not known");
        gap(gaps, details == null || blank(details.legalBasis()), "legalBasis", true, "the legal basis is not named");
        gap(gaps, details == null || blank(details.questions()), "questions", true, "nobody asked a question of it");
        gap(gaps, exhibit == null, "kind", true, "what kind of device it is is not known");
        if (exhibit != null) {
            gap(gaps, exhibit.ownerId() == null, "ownerId", false, "the owner is not known");
            gap(gaps, exhibit.attributedTo() == null, "attributedTo", false, "who used it is not known");
            gap(gaps, exhibit.capacityBytes() == null, "capacityBytes", false, "its size is not known");
            gap(
                    gaps,
                    exhibit.lock() == null || exhibit.lock() == LockState.UNKNOWN,
                    "lock",
                    false,
                    "the lock is not known");
            gap(gaps, blank(exhibit.otherRoutesTried()), "otherRoutesTried", false, "other routes are not told");
        }
        List<CaseParty> suspects = register.list(CaseParty.class, Filter.ofCase(caseId)).stream()
                .map(Versioned::entry)
                .filter(p -> p.role() == PartyRole.SUSPECT)
                .toList();
        gap(gaps, suspects.isEmpty(), "suspect", false, "no suspect is named");
        suspects.forEach(suspect -> ofSuspect(gaps, caseId, suspect.personId()));
        return gaps;
    }

    /** What must be recorded before the exhibit may be worked on; empty when nothing stands against it. */
    public List<Gap> blocking(long exhibitId) {
        return gaps(exhibitId).stream().filter(Gap::blocks).toList();
    }

    private void ofSuspect(List<Gap> gaps, long caseId, long suspect) {
        gap(
                gaps,
                register.list(ReleaseStatus.class, new Filter(caseId, suspect, null, null))
                        .isEmpty(),
                "releaseStatus",
                false,
                "the release status is not known");
        gap(
                gaps,
                register.list(KiratResult.class, Filter.ofPerson(suspect)).isEmpty(),
                "kirat",
                false,
                "KIRAT is not known");
        boolean answered =
                !register.list(ChildAccess.class, Filter.ofPerson(suspect)).isEmpty()
                        || register.list(AccessAnswer.class, Filter.ofPerson(suspect)).stream()
                                .anyMatch(a -> a.entry().answer() != AccessAnswerKind.UNKNOWN);
        gap(gaps, !answered, "childAccess", false, "access to children is not answered");
    }

    /**
     * Accepts an exhibit into the queue.
     *
     * @return what stays open as tasks
     * @throws QueueException naming what blocks
     */
    @Transactional
    public List<Gap> accept(long exhibitId, String actor) {
        List<Gap> gaps = gaps(exhibitId);
        List<String> blocking = gaps.stream()
                .filter(Gap::blocks)
                .map(g -> g.field() + ": " + g.words())
                .toList();
        if (!blocking.isEmpty()) {
            throw new QueueException("Exhibit " + exhibitId + " is not accepted: " + String.join("; ", blocking)
                    + ". Record what is missing on the case and the exhibit");
        }
        String tasks = String.join("; ", gaps.stream().map(Gap::words).toList());
        exhibits.move(exhibitId, ExhibitState.QUEUED, actor, "accepted" + (tasks.isEmpty() ? "" : "; open: " + tasks));
        return gaps;
    }

    private static void gap(List<Gap> gaps, boolean missing, String field, boolean blocks, String words) {
        if (missing) {
            gaps.add(new Gap(field, blocks, words));
        }
    }

    private static <T extends Entry> T last(List<Versioned<T>> entries) {
        return entries.isEmpty() ? null : entries.getLast().entry();
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
