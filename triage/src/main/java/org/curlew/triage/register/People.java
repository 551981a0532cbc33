package org.curlew.triage.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;

/** Entries about people. A person's number is the entry's. */
public final class People {

    private People() {}

    /** Whether a statement is a fact or an opinion; what rests on personal assessment is told apart (DPA 2018 s.38). */
    public enum Basis {
        FACT,
        OPINION
    }

    /** A statement about a person, with its basis and source. */
    public record Statement(String text, Basis basis, String source) {}

    /**
     * A person.
     *
     * @param reference the force's nominal reference, or null
     * @param born null where unknown; an unknown age is never taken for an adult's of a child
     * @param identified false when only an account or alias is known
     * @param occupation,volunteering mandatory for a suspect before disclosure to an employer is decided; "none" is an answer
     * @param worksWithChildren null where unknown
     */
    public record Person(
            String reference,
            String name,
            LocalDate born,
            boolean identified,
            String occupation,
            String volunteering,
            Boolean worksWithChildren,
            List<Statement> statements)
            implements Entry {

        public Person {
            statements = statements == null ? List.of() : List.copyOf(statements);
        }

        @Override
        public Links links() {
            return Links.none();
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("name", name)
                    .when(born != null && born.isBefore(LocalDate.of(1900, 1, 1)), "born", "lies before 1900")
                    .when(
                            statements.stream().anyMatch(s -> s.basis() == null),
                            "statements",
                            "each needs FACT or OPINION")
                    .list();
        }

        @Override
        public List<Problem> problemsAt(Instant now) {
            return new Problems()
                    .when(
                            born != null && born.isAfter(now.atZone(Times.UK).toLocalDate()),
                            "born",
                            "lies in the future")
                    .list();
        }

        /** Whole years at a date in the UK; empty where the birth date is unknown. */
        public OptionalInt ageAt(LocalDate day) {
            return born == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(java.time.Period.between(born, day).getYears());
        }

        /** Whether the person is under 18 at an instant or nobody knows: what is not known is never taken for the safe answer. */
        public boolean mayBeUnder18(Instant at) {
            return born == null || under18(at);
        }

        /**
         * Whether the person is under 18 at an instant; the 18th birthday itself is not. A person born on 29 February comes
         * of age on 1 March in other years (Family Law Reform Act 1969 s.9 counts from the start of the anniversary).
         */
        public boolean under18(Instant at) {
            if (born == null) {
                return false;
            }
            LocalDate day = at.atZone(Times.UK).toLocalDate();
            LocalDate eighteenth = born.plusYears(18);
            if (born.getMonthValue() == 2 && born.getDayOfMonth() == 29 && !eighteenth.isLeapYear()) {
                eighteenth = eighteenth.plusDays(1);
            }
            return day.isBefore(eighteenth);
        }
    }

    /** Where a person lives or lived; an open end is the present address. */
    public record Address(long personId, String text, LocalDate from, LocalDate to, boolean confidentialFromOffender)
            implements Entry {

        @Override
        public Links links() {
            return Links.of(null, personId);
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("text", text)
                    .when(from != null && to != null && to.isBefore(from), "to", "lies before from")
                    .list();
        }
    }

    public enum AccessKind {
        HOUSEHOLD,
        FAMILY,
        WORK,
        VOLUNTEERING,
        CONTACT,
        OTHER
    }

    /**
     * A suspect's access to a named child.
     *
     * @param regular lives with, or sees again and again (gate G4)
     * @param verifiedHow how it is known; another adult's presence is not a safeguard (APP child abuse)
     */
    public record ChildAccess(
            long suspectId,
            long childId,
            AccessKind kind,
            boolean regular,
            String verifiedHow,
            Instant verifiedAt,
            Instant endedAt)
            implements Entry {

        @Override
        public Links links() {
            return Links.of(null, suspectId, childId);
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("kind", kind)
                    .when(suspectId == childId, "childId", "is the suspect")
                    .when(
                            verifiedAt != null && (verifiedHow == null || verifiedHow.isBlank()),
                            "verifiedHow",
                            "say how it was verified")
                    .list();
        }
    }

    public enum AccessAnswerKind {
        UNKNOWN,
        NONE_FOUND,
        FOUND
    }

    /** The answer to the question whether a suspect has access to any child; without one it is unknown. */
    public record AccessAnswer(long suspectId, AccessAnswerKind answer, String verifiedHow, Instant verifiedAt)
            implements Entry.OfPersonAlone {

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("answer", answer)
                    .when(
                            verifiedAt != null && (verifiedHow == null || verifiedHow.isBlank()),
                            "verifiedHow",
                            "say how it was verified")
                    .list();
        }
    }

    public enum OrderKind {
        RSO,
        SHPO,
        CAWN,
        VISOR,
        ARMS,
        MARAC,
        DASH,
        COMPACT,
        STORM
    }

    /** An order or a reference in another system, with its expiry. */
    public record OrderReference(
            long personId, OrderKind kind, String number, String level, LocalDate from, LocalDate expires)
            implements Entry {

        @Override
        public Links links() {
            return Links.of(null, personId);
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("kind", kind)
                    .when(from != null && expires != null && expires.isBefore(from), "expires", "lies before from")
                    .list();
        }

        public boolean current(LocalDate day) {
            return expires == null || !expires.isBefore(day);
        }
    }

    public enum KiratLevel {
        LOW,
        MEDIUM,
        HIGH,
        VERY_HIGH
    }

    /** A KIRAT result: level, version and assessor. The form and its scoring are restricted and never held here. */
    public record KiratResult(
            long suspectId,
            KiratLevel level,
            String version,
            String assessor,
            boolean trained,
            Instant completedAt,
            String attachmentReference)
            implements Entry.OfPersonAlone {

        @Override
        public List<Problem> problemsAt(Instant now) {
            return new Problems().done("completedAt", completedAt, now).list();
        }

        @Override
        public List<Problem> problems() {
            return new Problems()
                    .required("level", level)
                    .required("assessor", assessor)
                    .required("completedAt", completedAt)
                    .list();
        }
    }

    /** A suspect's history, as answers; null is unknown. */
    public record SuspectHistory(
            long suspectId,
            Boolean priorContactOffence,
            Boolean priorSexual,
            Boolean domesticAbuse,
            Boolean groomingOrIncitement,
            Boolean producing)
            implements Entry.OfPersonAlone {}
}
