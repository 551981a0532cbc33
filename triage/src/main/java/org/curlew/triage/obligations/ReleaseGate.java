package org.curlew.triage.obligations;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.curlew.triage.obligations.ObligationRules.Block;
import org.curlew.triage.obligations.ObligationRules.Need;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Safeguarding.RiskAssessment;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.curlew.triage.register.Versioned;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records a release only when what protects children stands beside it; a named person may override with a reason, which
 * is kept as the version's reason.
 */
@Service
public class ReleaseGate {

    private final Register register;
    private final Obligations obligations;
    private final Clock clock;

    ReleaseGate(Register register, Obligations obligations, Clock clock) {
        this.register = register;
        this.obligations = obligations;
        this.clock = clock;
    }

    /** Who set the block aside, with rank and reason. */
    public record Override(String by, String rank, String reason) {}

    /** What is missing before this status may be recorded, in words; empty when nothing is. */
    public List<String> missing(ReleaseStatus status) {
        List<String> missing = new ArrayList<>();
        if (!status.released()) {
            return missing;
        }
        ReleaseStatus before = current(status.caseId(), status.suspectId());
        boolean bailToRui = status.kind() == ReleaseKind.RUI
                && before != null
                && (before.kind() == ReleaseKind.BAIL || before.kind() == ReleaseKind.BAIL_WITH_CONDITIONS);
        for (Block block : obligations.rules().blocks()) {
            if ("release".equals(block.id()) || "bail-to-rui".equals(block.id()) && bailToRui) {
                block.needs().stream()
                        .sorted()
                        .map(need -> lacks(need, status, before))
                        .filter(words -> words != null && !missing.contains(words))
                        .forEach(missing::add);
            }
        }
        return missing;
    }

    /**
     * Records the status.
     *
     * @param override null unless what is missing is set aside
     * @throws ObligationException naming what is missing
     */
    @Transactional
    public Versioned<ReleaseStatus> record(ReleaseStatus status, String author, String reason, Override override) {
        List<String> missing = missing(status);
        if (missing.isEmpty()) {
            return register.add(status, author, reason);
        }
        if (override == null) {
            throw new ObligationException("The release cannot be recorded: " + String.join("; ", missing)
                    + ". Record what is missing, or override with name, rank and reason");
        }
        if (blank(override.by()) || blank(override.rank()) || blank(override.reason())) {
            throw new ObligationException("Override of a release: name, rank and reason are needed");
        }
        return register.add(
                status,
                author,
                reason + "; overridden by " + override.rank() + " " + override.by() + ": " + override.reason()
                        + " (missing: " + String.join("; ", missing) + ")");
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private ReleaseStatus current(long caseId, long suspectId) {
        return register.list(ReleaseStatus.class, new Filter(caseId, suspectId, null, null)).stream()
                .map(Versioned::entry)
                .max(Comparator.comparing(ReleaseStatus::at))
                .orElse(null);
    }

    private String lacks(Need need, ReleaseStatus status, ReleaseStatus before) {
        Instant now = clock.instant();
        return switch (need) {
            case ACCESS_ANSWERED ->
                answered(status.suspectId()) ? null : "the question of access to children is unanswered";
            case PLAN_FOR_EACH_CHILD -> planned(status, now) ? null : "a child has no verified safeguarding plan";
            case ADDRESS_CHECKED ->
                status.addressCheckedAt() != null ? null : "the release address was not checked against known children";
            case NEW_RISK_ASSESSMENT ->
                register
                                .list(RiskAssessment.class, new Filter(status.caseId(), status.suspectId(), null, null))
                                .stream()
                                .anyMatch(a -> before == null
                                        || a.entry().completedAt().isAfter(before.at()))
                        ? null
                        : "there is no new risk assessment";
            case VICTIM_TOLD ->
                status.victimToldAt() != null || victims(status.caseId()).isEmpty() ? null : "the victim was not told";
        };
    }

    private List<CaseParty> victims(long caseId) {
        return register.list(CaseParty.class, Filter.ofCase(caseId)).stream()
                .map(Versioned::entry)
                .filter(p -> p.role() == PartyRole.VICTIM)
                .toList();
    }

    private List<ChildAccess> children(long suspect, Instant now) {
        return register.list(ChildAccess.class, Filter.ofPerson(suspect)).stream()
                .map(Versioned::entry)
                .filter(a -> a.endedAt() == null || a.endedAt().isAfter(now))
                .filter(a -> register.find(Person.class, a.childId())
                        .map(p -> p.entry().mayBeUnder18(now))
                        .orElse(true))
                .toList();
    }

    /** The last answer counts, as it does for the queue: who knows no longer has not answered. */
    private boolean answered(long suspect) {
        List<Versioned<AccessAnswer>> answers = register.list(AccessAnswer.class, Filter.ofPerson(suspect));
        return !answers.isEmpty() && answers.getLast().entry().answer() != AccessAnswerKind.UNKNOWN;
    }

    private boolean planned(ReleaseStatus status, Instant now) {
        List<SafeguardingPlan> plans =
                register.list(SafeguardingPlan.class, Filter.ofPerson(status.suspectId())).stream()
                        .map(Versioned::entry)
                        .toList();
        return children(status.suspectId(), now).stream()
                .allMatch(c -> plans.stream().anyMatch(p -> p.childId() == c.childId() && p.current(now)));
    }
}
