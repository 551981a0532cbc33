package org.curlew.pipeline.web.casework;

import java.time.Instant;
import java.util.List;
import org.curlew.triage.obligations.ReleaseGate;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.RegisterException;
import org.curlew.triage.register.Release.ReleaseStatus;

/** The register as one act writes into it, in one person's name. */
final class Entries {

    private final Register register;
    private final ReleaseGate gate;
    private final String author;
    private final String reason;
    private final Instant now;

    Entries(Register register, ReleaseGate gate, String author, String reason, Instant now) {
        this.register = register;
        this.gate = gate;
        this.author = author;
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
        List<org.curlew.triage.register.Versioned<T>> known = register.list(kind, Register.Filter.ofCase(caseId));
        if (known.isEmpty()) {
            add(entry);
        } else {
            register.edit(known.getLast().id(), known.getLast().version(), entry, author, reason);
        }
    }

    <T extends Entry> T last(Class<T> kind, long caseId) {
        List<org.curlew.triage.register.Versioned<T>> known = register.list(kind, Register.Filter.ofCase(caseId));
        return known.isEmpty() ? null : known.getLast().entry();
    }

    /** A release, which the gate lets through only with what protects children, or with a named override. */
    void release(ReleaseStatus status, String rank, String overrideReason) {
        List<String> problems = status.problems();
        if (!problems.isEmpty()) {
            throw new RegisterException("ReleaseStatus, " + String.join("; ", problems));
        }
        boolean overrides = rank != null || overrideReason != null;
        gate.record(status, author, reason, overrides ? new ReleaseGate.Override(author, rank, overrideReason) : null);
    }
}
