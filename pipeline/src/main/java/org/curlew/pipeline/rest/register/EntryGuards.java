package org.curlew.pipeline.rest.register;

import java.util.List;
import java.util.Objects;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.triage.obligations.ObligationException;
import org.curlew.triage.obligations.ReleaseGate;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.curlew.triage.register.Versioned;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/** What the pages ask before an entry of some kinds is written, asked of calls as well: an entry's fields must not go round it. */
@Service
@ConditionalOnWebApplication
class EntryGuards {

    private final CaseAccess access;
    private final Register register;
    private final ReleaseGate gate;

    EntryGuards(CaseAccess access, Register register, ReleaseGate gate) {
        this.access = access;
        this.register = register;
        this.gate = gate;
    }

    void add(Viewer viewer, Entry entry) {
        switch (entry) {
            case CaseDetails details -> {
                List<Versioned<CaseDetails>> known =
                        register.list(CaseDetails.class, Register.Filter.ofCase(details.caseId()));
                CaseDetails before = known.isEmpty() ? null : known.getLast().entry();
                access.requireBelonging(viewer, details.caseId(), before, details);
            }
            case SafeguardingPlan plan -> {
                requireAuthor(viewer, plan);
                if (plan.approvedBy() != null || plan.approvedAt() != null) {
                    throw notAField("approvedBy", "A plan is a draft until a second supervisor agrees to it");
                }
            }
            case ReleaseStatus status -> requireNothingMissing(status);
            default -> {}
        }
    }

    void edit(Viewer viewer, Entry before, Entry after) {
        switch (after) {
            case CaseDetails details ->
                access.requireBelonging(viewer, details.caseId(), (CaseDetails) before, details);
            case SafeguardingPlan plan -> {
                SafeguardingPlan stood = (SafeguardingPlan) before;
                if (stood.approvedAt() != null) {
                    throw notAField("entry", "An approved plan stays as it was agreed to");
                }
                requireAuthor(viewer, plan);
                if (plan.approvedBy() != null || plan.approvedAt() != null) {
                    throw notAField("approvedBy", "A plan is a draft until a second supervisor agrees to it");
                }
            }
            case ReleaseStatus status -> {
                ReleaseStatus stood = (ReleaseStatus) before;
                // What was let through, also by a named override, may be completed; another kind is another release.
                if (!stood.released() || stood.kind() != status.kind()) {
                    requireNothingMissing(status);
                }
            }
            default -> {}
        }
    }

    /** Without its details a case is open to every team's examiners and supervisors. */
    void withdraw(Viewer viewer, Entry before) {
        if (before instanceof CaseDetails details) {
            access.requireOwn(viewer, details.caseId());
        }
    }

    private static void requireAuthor(Viewer viewer, SafeguardingPlan plan) {
        if (!Objects.equals(plan.author(), viewer.name())) {
            throw notAField("author", "A plan's author is who signs in: " + viewer.name());
        }
    }

    private void requireNothingMissing(ReleaseStatus status) {
        if (!status.problems().isEmpty()) {
            return; // the register says what is wrong with it, field by field
        }
        List<String> missing = gate.missing(status);
        if (!missing.isEmpty()) {
            throw new ObligationException("The release cannot be recorded: " + String.join("; ", missing)
                    + ". Record what is missing, or override with rank and reason on the case page");
        }
    }

    private static ApiException notAField(String where, String what) {
        return ApiException.refused(where, what, "Use the plan's own acts on the case page");
    }
}
