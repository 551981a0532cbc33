package org.curlew.pipeline.web.proportionate;

import java.util.List;
import org.curlew.grading.policy.GradingRules;
import org.curlew.grading.proportionate.Proportionate;
import org.curlew.grading.sessions.WorkList;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.triage.rules.RuleBook;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/** Proportionate grading in the cases that the person may see; the service writes its own entries in the ledger. */
@Service
@ConditionalOnWebApplication
public class ProportionateDesk {

    private static final String WHAT = "proportionate grading";

    private final CaseAccess access;
    private final Lookups lookups;
    private final Proportionate proportionate;
    private final WorkList work;
    private final RuleBook rules;
    private final String scheme;

    ProportionateDesk(
            CaseAccess access,
            Lookups lookups,
            Proportionate proportionate,
            WorkList work,
            RuleBook rules,
            @Value("${curlew.grading.scheme:uk-2014}") String scheme) {
        this.access = access;
        this.lookups = lookups;
        this.proportionate = proportionate;
        this.work = work;
        this.rules = rules;
        this.scheme = scheme;
    }

    /**
     * Where a case stands.
     *
     * @param left media that nobody graded and no set decides, now
     * @param statements what the data sheet says of each stop that was approved
     * @param nextSeed a number that no proposal of the case has drawn with
     */
    public record Standing(
            String reference,
            long left,
            List<GradingRules.Policy> policies,
            List<Proportionate.Stop> stops,
            List<String> statements,
            long nextSeed) {}

    Standing standing(Viewer viewer, long caseId) {
        String reference = lookups.caseReference(caseId);
        List<Proportionate.Stop> stops = stops(viewer, caseId);
        return new Standing(
                reference,
                work.progress(caseId).left(),
                rules.inForce(GradingRules.KIND, GradingRules.class).proportionate(),
                stops.reversed(),
                proportionate.statements(caseId),
                stops.stream().mapToLong(Proportionate.Stop::seed).max().orElse(0) + 1);
    }

    public Proportionate.Stop propose(Viewer viewer, long caseId, String policy, long seed) {
        lookups.caseReference(caseId);
        access.requireToChange(viewer, caseId, WHAT);
        return proportionate.propose(caseId, scheme, policy, seed, viewer.name());
    }

    /** The proposals of the case, the oldest first. */
    public List<Proportionate.Stop> stops(Viewer viewer, long caseId) {
        lookups.caseReference(caseId);
        access.require(viewer, caseId, WHAT);
        return proportionate.ofCase(caseId);
    }

    /** What of the sample nobody has graded yet, SHA-256 in the order drawn. */
    public List<String> sample(Viewer viewer, long stopId) {
        access.require(viewer, proportionate.get(stopId).caseId(), WHAT);
        return proportionate.ungradedSample(stopId);
    }

    public Proportionate.Stop decide(Viewer viewer, long stopId, boolean approve, String reason) {
        Proportionate.Stop stop = proportionate.get(stopId);
        access.requireToChange(viewer, stop.caseId(), WHAT);
        List<String> roles = viewer.roles().stream().map(Enum::name).toList();
        return proportionate.decide(stopId, approve, reason, viewer.name(), roles);
    }
}
