package org.curlew.pipeline.web.casework;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Words;
import org.curlew.triage.obligations.Obligation;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.CheckDone;
import org.curlew.triage.register.CaseFile.ChildOutcome;
import org.curlew.triage.register.CaseFile.CourtDate;
import org.curlew.triage.register.CaseFile.StrategyDiscussion;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.KiratResult;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Release.EmployerDisclosure;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Release.TriggerDate;
import org.curlew.triage.register.Release.WelfareCheck;
import org.curlew.triage.register.Safeguarding.Ppn;
import org.curlew.triage.register.Safeguarding.PpnEscalation;
import org.curlew.triage.register.Safeguarding.RiskAssessment;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.curlew.triage.register.Safeguarding.VictimUpdate;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Snapshots;
import org.curlew.triage.register.Versioned;
import org.curlew.triage.reviews.Review;
import org.curlew.triage.reviews.Reviews;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/** A case's history in one line of time: what was recorded, what was decided, and which duties were missed or late. */
@Service
@ConditionalOnWebApplication
public class TimeLine {

    private static final List<Class<? extends Entry>> KINDS = Snapshots.kinds(
            CaseDetails.class,
            CaseParty.class,
            Person.class,
            StrategyDiscussion.class,
            CheckDone.class,
            CourtDate.class,
            ChildOutcome.class,
            ChildAccess.class,
            AccessAnswer.class,
            KiratResult.class,
            ReleaseStatus.class,
            WelfareCheck.class,
            EmployerDisclosure.class,
            TriggerDate.class,
            RiskAssessment.class,
            SafeguardingPlan.class,
            Ppn.class,
            PpnEscalation.class,
            VictimUpdate.class);

    private final CaseAccess access;
    private final Snapshots snapshots;
    private final Obligations obligations;
    private final Reviews reviews;
    private final Words words;

    TimeLine(CaseAccess access, Snapshots snapshots, Obligations obligations, Reviews reviews, Words words) {
        this.access = access;
        this.snapshots = snapshots;
        this.obligations = obligations;
        this.reviews = reviews;
        this.words = words;
    }

    /** Newest first, at most {@code limit}. */
    public List<Happened> of(Viewer viewer, long caseId, int limit) {
        access.require(viewer, caseId, "time line");
        Snapshot known = snapshots.load(KINDS, List.of(caseId), null);
        List<Happened> all = new ArrayList<>();
        for (Class<? extends Entry> kind : KINDS) {
            for (Versioned<? extends Entry> entry : known.all(kind)) {
                Happened one = said(known, entry);
                if (one != null) {
                    all.add(one);
                }
            }
        }
        for (Review review : reviews.closed(caseId)) {
            all.add(new Happened(
                    review.closedAt(),
                    "28-day review signed",
                    "Decision: " + words.plain(review.decision()).toLowerCase(Locale.UK) + "; "
                            + words.count(review.actions().size(), "action"),
                    review.reviewer(),
                    true,
                    false));
        }
        all.addAll(duties(obligations.chronology(caseId)));
        return all.stream()
                .sorted(Comparator.comparing(Happened::at).reversed())
                .limit(limit)
                .toList();
    }

    /** Each duty done late; and each duty that was missed as one event, however often, so that it hides nothing else. */
    private List<Happened> duties(List<Obligation> chronology) {
        List<Happened> found = new ArrayList<>();
        Map<String, List<Obligation>> missed = new LinkedHashMap<>();
        for (Obligation duty : chronology) {
            if (duty.state() == Obligation.State.MET_LATE) {
                String text = "Was due then; done late, " + words.minute(duty.metAt());
                found.add(new Happened(duty.due(), duty.what(), text, null, duty.childId() != null, true));
            } else if (duty.state() == Obligation.State.MISSED) {
                missed.computeIfAbsent(duty.ruleId() + duty.subject(), k -> new ArrayList<>())
                        .add(duty);
            }
        }
        for (List<Obligation> same : missed.values()) {
            same.sort(Comparator.comparing(Obligation::due));
            Obligation last = same.getLast();
            String text = same.size() == 1
                    ? "Missed: a whole period passed without it"
                    : "Missed " + same.size() + " times, the first time "
                            + words.day(same.getFirst().due());
            found.add(new Happened(last.due(), last.what(), text, null, last.childId() != null, true));
        }
        return found;
    }

    private Happened said(Snapshot known, Versioned<? extends Entry> entry) {
        String by = entry.author();
        return switch (entry.entry()) {
            case CaseDetails c -> at(c.openedAt(), "Case opened", words.plain(c.offence()), by, false);
            case StrategyDiscussion s -> at(s.heldAt(), "Strategy discussion", s.decisions(), by, true);
            case CheckDone c -> at(c.at(), "Check of " + c.system(), c.result(), by, false);
            case CourtDate c -> at(c.at(), c.what(), "Set from outside", by, false);
            case ChildOutcome o ->
                at(
                        o.safeguardedAt() == null ? entry.recordedAt() : o.safeguardedAt(),
                        name(known, o.childId()) + (o.safeguarded() ? ": safeguarded" : ": not safeguarded"),
                        o.note(),
                        by,
                        true);
            case ChildAccess a ->
                at(
                        entry.createdAt(),
                        "Access of " + name(known, a.suspectId()) + " to " + name(known, a.childId()),
                        words.plain(a.kind()) + (a.verifiedAt() == null ? ", not verified" : ", " + a.verifiedHow()),
                        by,
                        true);
            case AccessAnswer a ->
                at(
                        entry.createdAt(),
                        "Access to children: " + words.plain(a.answer()).toLowerCase(Locale.UK),
                        a.verifiedAt() == null ? "not verified" : a.verifiedHow(),
                        by,
                        true);
            case KiratResult k ->
                at(k.completedAt(), "KIRAT " + words.plain(k.level()), "By " + k.assessor(), by, false);
            case ReleaseStatus r ->
                at(r.at(), "Release status: " + words.plain(r.kind()), release(r, entry.reason()), by, false);
            case WelfareCheck w -> at(w.at(), "Welfare check of the suspect", w.outcome(), by, false);
            case EmployerDisclosure d ->
                at(d.consideredAt(), "Disclosure to an employer considered", d.decision(), by, false);
            case TriggerDate t -> at(t.at(), t.what(), "May harm the suspect", by, false);
            case RiskAssessment r ->
                at(r.completedAt(), "Risk to a child: " + words.plain(r.level()), r.reasons(), r.assessor(), true);
            case SafeguardingPlan p -> plan(known, p, entry);
            case Ppn p ->
                at(
                        p.submittedAt() == null ? entry.createdAt() : p.submittedAt(),
                        "Public protection notice for " + name(known, p.childId()),
                        p.submittedAt() == null ? "not submitted" : p.feedback(),
                        by,
                        true);
            case PpnEscalation e ->
                at(
                        e.at(),
                        "Protection notice for " + name(known, e.childId()) + " escalated to " + e.toWhom(),
                        e.reason()
                                + (e.answeredAt() == null
                                        ? ". No answer yet"
                                        : ". Answered " + words.at(e.answeredAt()) + ": " + e.outcome()),
                        by,
                        true);
            case VictimUpdate v -> at(v.at(), "Victim told: " + words.plain(v.about()), v.views(), by, false);
            default -> null;
        };
    }

    private Happened plan(Snapshot known, SafeguardingPlan plan, Versioned<? extends Entry> entry) {
        String of = "Safeguarding plan for " + name(known, plan.childId());
        if (plan.endedAt() != null) {
            return at(plan.endedAt(), of + " ended", entry.reason(), entry.author(), true);
        }
        return plan.approvedAt() == null
                ? at(entry.createdAt(), of + " drafted", "Waits for a second supervisor", plan.author(), true)
                : at(
                        plan.approvedAt(),
                        of + " approved",
                        plan.measures() + "; until " + words.day(plan.nextReview()),
                        plan.approvedBy(),
                        true);
    }

    private static String release(ReleaseStatus status, String reason) {
        return (status.conditions() == null ? "" : status.conditions() + ". ")
                + (status.whyNotBail() == null ? "" : "Why not bail: " + status.whyNotBail() + ". ")
                + (reason.contains("overridden") ? reason : "");
    }

    private static Happened at(Instant at, String what, String text, String by, boolean child) {
        return new Happened(at, what, text == null ? "" : text, by, child, false);
    }

    private static String name(Snapshot known, long person) {
        return known.person(person).map(Person::name).orElse("a person");
    }
}
