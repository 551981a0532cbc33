package org.curlew.grading.sessions;

import java.util.Objects;

/**
 * What one person says of one or many media of a case.
 *
 * @param scheme name of the category scheme; a number means nothing without it
 * @param code a class of the newest version of that scheme
 * @param grader the person; a machine's suggestion is never a grade
 * @param sessionId the grading session, null outside of one (an import of grades given elsewhere)
 * @param basis what the judgement rests on
 * @param reason free text; required for a change of mind and for an adjudication
 */
public record Grading(
        long caseId, String scheme, String code, String grader, Long sessionId, Basis basis, String reason) {

    /** What a grade rests on. */
    public enum Basis {
        /** The grader looked at the content itself. */
        VIEWED,
        /** The grader looked at one of a stack of near-duplicates and graded the stack. */
        STACK,
        /** The grader graded parts of a video; this is the gravest of them. */
        PARTS,
        /** A blind second look. */
        SECOND,
        /** The decision of a third person between grades that differ. */
        ADJUDICATION;

        /** How a conflict that ends with such a grade ended. */
        String outcome() {
            return this == ADJUDICATION ? "ADJUDICATED" : "AGREED";
        }
    }

    public Grading {
        requireText("scheme", scheme);
        requireText("code", code);
        requireText("grader", grader);
        Objects.requireNonNull(basis, "basis");
        reason = reason == null ? "" : reason.strip();
    }

    private static void requireText(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new GradingException("A grade needs its " + name + ".");
        }
    }
}
