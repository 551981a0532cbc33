package org.curlew.triage.register;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * Something the register holds. An entry is a value; {@link Register} gives it identity, versions, author and reason.
 * The kind of an entry is the simple name of its record.
 */
public interface Entry {

    /** What the entry belongs to; it is looked up by these. */
    Links links();

    /** The outside reference that makes an import idempotent, or null. */
    default String reference() {
        return null;
    }

    /** What is wrong with the entry on its own, field by field; empty when it may be recorded. */
    default List<Problem> problems() {
        return List.of();
    }

    /** What cannot be at this instant: a birth or a completed act in the future. */
    default List<Problem> problemsAt(Instant now) {
        return List.of();
    }

    /** Something wrong with an entry: the field, by its name in the record, and what is wrong with it. */
    record Problem(String field, String what) implements Serializable {

        @Override
        public String toString() {
            return field + ": " + what;
        }
    }

    /** Belongs to a suspect's part in a case. */
    interface OfSuspect extends Entry {

        long caseId();

        long suspectId();

        @Override
        default Links links() {
            return Links.of(caseId(), suspectId());
        }
    }

    /** Belongs to a suspect, in whatever case. */
    interface OfPersonAlone extends Entry {

        long suspectId();

        @Override
        default Links links() {
            return Links.of(null, suspectId());
        }
    }

    /** Belongs to a child's part in a case. */
    interface OfChild extends Entry {

        long caseId();

        long childId();

        @Override
        default Links links() {
            return Links.of(caseId(), null, childId());
        }
    }

    /** Belongs to an exhibit. */
    interface OfExhibit extends Entry {

        long exhibitId();

        @Override
        default Links links() {
            return Links.ofExhibit(exhibitId());
        }
    }

    /** The case, the person (a suspect, or whom the entry is about), the child and the exhibit; null where none. */
    record Links(Long caseId, Long personId, Long childId, Long exhibitId) {

        public static Links none() {
            return new Links(null, null, null, null);
        }

        public static Links ofCase(Long caseId) {
            return new Links(caseId, null, null, null);
        }

        public static Links of(Long caseId, Long personId) {
            return new Links(caseId, personId, null, null);
        }

        public static Links of(Long caseId, Long personId, Long childId) {
            return new Links(caseId, personId, childId, null);
        }

        public static Links ofExhibit(Long exhibitId) {
            return new Links(null, null, null, exhibitId);
        }
    }
}
