package org.curlew.grading.sessions;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.schemes.Category;

/** The ledger's entry of an act of grading. */
final class GradeAct {

    private GradeAct() {}

    /**
     * One entry an act, however many media: it carries their number and the SHA-256 over their SHA-256, in ascending order, so that
     * the rows of the act can be proved from the table.
     */
    static LedgerEntry of(Grading grading, Category category, int appended, String caseReference, byte[][] items) {
        return LedgerEntry.of(grading.grader(), "GRADED", ProcessingAct.ALTERATION)
                .about("case:" + caseReference)
                .with("scheme", grading.scheme())
                .with("code", category.code())
                .with("basis", grading.basis().name())
                .with("reason", grading.reason())
                .with("session", grading.sessionId())
                .with("asked", items.length)
                .with("appended", appended)
                .with("contents", digest(items));
    }

    /** Likewise for grades that were taken back. */
    static LedgerEntry of(Grades.TakingBack act, String caseReference, byte[][] items) {
        return LedgerEntry.of(act.grader(), "GRADE_TAKEN_BACK", ProcessingAct.ALTERATION)
                .about("case:" + caseReference)
                .with("scheme", act.scheme())
                .with("reason", act.reason())
                .with("session", act.sessionId())
                .with("media", items.length)
                .with("contents", digest(items));
    }

    private static String digest(byte[][] items) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (byte[] item : items) {
                sha256.update(item);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
