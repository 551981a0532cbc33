package org.curlew.pipeline.web.casework;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.triage.obligations.ReleaseGate;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.People.Statement;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.RegisterException;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Versioned;

/** The register as one act writes into it, in one person's name. */
final class Entries {

    private final Register register;
    private final ReleaseGate gate;
    private final CaseAccess access;
    private final Viewer viewer;
    private final String author;
    private final String reason;
    private final Instant now;

    Entries(Register register, ReleaseGate gate, CaseAccess access, Viewer viewer, String reason, Instant now) {
        this.register = register;
        this.gate = gate;
        this.access = access;
        this.viewer = viewer;
        this.author = viewer.name();
        this.reason = reason;
        this.now = now;
    }

    String author() {
        return author;
    }

    Instant now() {
        return now;
    }

    long add(Entry entry) {
        return register.add(entry, author, reason).id();
    }

    /** The last entry of a kind of the case is edited, or the first one recorded. */
    <T extends Entry> void put(Class<T> kind, long caseId, T entry) {
        if (entry instanceof CaseDetails details) {
            access.requireBelonging(viewer, caseId, last(CaseDetails.class, caseId), details);
        }
        List<Versioned<T>> known = register.list(kind, Register.Filter.ofCase(caseId));
        if (known.isEmpty()) {
            add(entry);
        } else {
            register.edit(known.getLast().id(), known.getLast().version(), entry, author, reason);
        }
    }

    /** An entry with an outside reference is edited where it is known, else recorded. */
    <T extends Entry> void keep(Class<T> kind, T entry) {
        register.find(kind, entry.reference())
                .ifPresentOrElse(v -> register.edit(v.id(), v.version(), entry, author, reason), () -> add(entry));
    }

    /** The entry of the case that it continues is edited with both together, else the new one is recorded. */
    <T extends Entry> void continued(
            Class<T> kind, long caseId, T entry, BiPredicate<T, T> same, BinaryOperator<T> together) {
        register.list(kind, Register.Filter.ofCase(caseId)).stream()
                .filter(v -> same.test(v.entry(), entry))
                .findFirst()
                .ifPresentOrElse(
                        v -> register.edit(v.id(), v.version(), together.apply(v.entry(), entry), author, reason),
                        () -> add(entry));
    }

    /** What is known of a person has one entry of the kind: it is edited, or the first one recorded. */
    <T extends Entry> void putOfPerson(Class<T> kind, long personId, T entry) {
        List<Versioned<T>> known = register.list(kind, Register.Filter.ofPerson(personId));
        if (known.isEmpty()) {
            add(entry);
        } else {
            register.edit(known.getLast().id(), known.getLast().version(), entry, author, reason);
        }
    }

    /** A person with one statement more. */
    void state(long personId, Statement statement) {
        Versioned<Person> known = register.find(Person.class, personId)
                .orElseThrow(() -> new RegisterException("Person " + personId + ": no such entry"));
        Person p = known.entry();
        List<Statement> all = new ArrayList<>(p.statements());
        all.add(statement);
        register.edit(
                personId,
                known.version(),
                new Person(
                        p.reference(),
                        p.name(),
                        p.born(),
                        p.identified(),
                        p.occupation(),
                        p.volunteering(),
                        p.worksWithChildren(),
                        all),
                author,
                reason);
    }

    <T extends Entry> T last(Class<T> kind, long caseId) {
        List<Versioned<T>> known = register.list(kind, Register.Filter.ofCase(caseId));
        return known.isEmpty() ? null : known.getLast().entry();
    }

    /** A release, which the gate lets through only with what protects children, or with a named override. */
    void release(ReleaseStatus status, String rank, String overrideReason) {
        List<Entry.Problem> problems = status.problems();
        if (!problems.isEmpty()) {
            throw new RegisterException("ReleaseStatus", problems);
        }
        boolean overrides = rank != null || overrideReason != null;
        gate.record(status, author, reason, overrides ? new ReleaseGate.Override(author, rank, overrideReason) : null);
    }
}
