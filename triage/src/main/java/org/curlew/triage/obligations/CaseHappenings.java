package org.curlew.triage.obligations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.curlew.triage.queue.Band;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.CourtDate;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.KiratResult;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Release.BailExtension;
import org.curlew.triage.register.Release.EmployerDisclosure;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Release.TriggerDate;
import org.curlew.triage.register.Release.WelfareCheck;
import org.curlew.triage.register.Safeguarding.RiskAssessment;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.curlew.triage.register.Safeguarding.VictimUpdate;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Versioned;

/** Reads what happened to a case's suspects, children and victims from the register. */
final class CaseHappenings {

    private final Snapshot register;
    private final Map<Long, Band> bands;
    private final Map<Long, List<Instant>> triggers;
    private final Map<Long, List<Happening>> exhibits;
    private final BailClock bail;
    private final Instant now;
    private final List<Happening> found = new ArrayList<>();

    CaseHappenings(
            Snapshot register,
            Map<Long, Band> bands,
            Map<Long, List<Instant>> triggers,
            Map<Long, List<Happening>> exhibits,
            BailClock bail,
            Instant now) {
        this.register = register;
        this.bands = bands;
        this.triggers = triggers;
        this.exhibits = exhibits;
        this.bail = bail;
        this.now = now;
    }

    static String suspect(long caseId, long suspectId) {
        return "case:" + caseId + "/suspect:" + suspectId;
    }

    static String child(long caseId, long suspectId, long childId) {
        return suspect(caseId, suspectId) + "/child:" + childId;
    }

    List<Happening> all() {
        for (Versioned<CaseDetails> details : register.all(CaseDetails.class)) {
            CaseDetails c = details.entry();
            add("CASE_OPENED", "case:" + c.caseId(), c.openedAt(), c.caseId(), null);
            add("CASE_CLOSED", "case:" + c.caseId(), c.closedAt(), c.caseId(), null);
        }
        register.all(ChildAccess.class).forEach(this::linked);
        for (Versioned<CaseParty> party : register.all(CaseParty.class)) {
            switch (party.entry().role()) {
                case SUSPECT -> ofSuspect(party);
                case VICTIM -> ofVictim(party);
                case CHILD ->
                    add(
                            "CHILD_LINKED",
                            "case:" + party.entry().caseId() + "/child:"
                                    + party.entry().personId(),
                            party.createdAt(),
                            party.entry().caseId(),
                            party.entry().personId());
                case OTHER -> {}
            }
        }
        return firstLinks();
    }

    /** A child is linked once, however many entries tell of it. */
    private List<Happening> firstLinks() {
        Set<String> linked = new HashSet<>();
        return found.stream()
                .sorted(Comparator.comparing(Happening::at))
                .filter(h -> !"CHILD_LINKED".equals(h.type()) || linked.add(h.subject()))
                .toList();
    }

    private void add(String type, String subject, Instant at, Long caseId, Long personId) {
        if (at != null) {
            Happening happening = Happening.of(type, subject, at, caseId, personId);
            found.add(caseId == null ? happening : happening.with("band", band(caseId)));
        }
    }

    /** A case without a ranked exhibit is looked at as P2: unknown is not low. */
    private String band(long caseId) {
        return bands.getOrDefault(caseId, Band.P2).name();
    }

    private Instant closed(long caseId) {
        return register.ofCase(CaseDetails.class, caseId).stream()
                .map(CaseDetails::closedAt)
                .filter(at -> at != null)
                .findFirst()
                .orElse(null);
    }

    private void ofSuspect(Versioned<CaseParty> party) {
        long caseId = party.entry().caseId();
        long suspect = party.entry().personId();
        String subject = suspect(caseId, suspect);
        if (party.entry().spoc() != null) {
            add("SPOC_NAMED", subject, party.createdAt(), caseId, suspect);
        }
        add("ITS_CASE_CLOSED", subject, closed(caseId), caseId, suspect);
        for (KiratResult kirat : register.ofPerson(KiratResult.class, suspect)) {
            found.add(Happening.of("KIRAT_COMPLETED", subject, kirat.completedAt(), caseId, suspect)
                    .with("level", kirat.level().name())
                    .with("band", band(caseId)));
        }
        for (WelfareCheck check : register.ofPerson(WelfareCheck.class, suspect)) {
            add("WELFARE_CHECKED", subject, check.at(), caseId, suspect);
            add("SUICIDE_RISK_ASSESSED", subject, check.assessment() ? check.at() : null, caseId, suspect);
        }
        for (EmployerDisclosure d : register.ofPerson(EmployerDisclosure.class, suspect)) {
            add("CLPD_CONSIDERED", subject, d.consideredAt(), caseId, suspect);
            add("CLPD_DECIDED", subject, d.decidedAt(), caseId, suspect);
        }
        Set<Long> children = children(caseId, suspect);
        for (RiskAssessment a : register.ofPerson(RiskAssessment.class, suspect)) {
            if (a.caseId() == caseId) {
                add("RISK_REASSESSED", subject, a.completedAt(), caseId, suspect);
                children.stream()
                        .filter(c -> a.childId() == null || a.childId().equals(c))
                        .forEach(c ->
                                add("RISK_REASSESSED", child(caseId, suspect, c), a.completedAt(), caseId, suspect));
            }
        }
        statuses(caseId, suspect, subject, children);
        welfareTriggers(caseId, suspect, subject);
    }

    private void linked(Versioned<ChildAccess> access) {
        long child = access.entry().childId();
        register.ofPerson(CaseParty.class, access.entry().suspectId()).stream()
                .filter(p -> p.role() == PartyRole.SUSPECT)
                .forEach(p -> add(
                        "CHILD_LINKED",
                        "case:" + p.caseId() + "/child:" + child,
                        access.createdAt(),
                        p.caseId(),
                        child));
    }

    /** Children the suspect has access to, and the case's victims: each is reassessed on its own. */
    private Set<Long> children(long caseId, long suspect) {
        Set<Long> children = new TreeSet<>();
        register.childrenInReach(suspect, now).forEach(a -> children.add(a.childId()));
        register.parties(caseId, PartyRole.VICTIM).forEach(v -> children.add(v.personId()));
        return children;
    }

    private void statuses(long caseId, long suspect, String subject, Set<Long> children) {
        List<ReleaseStatus> history = register.ofPerson(ReleaseStatus.class, suspect).stream()
                .filter(s -> s.caseId() == caseId)
                .sorted(Comparator.comparing(ReleaseStatus::at))
                .toList();
        boolean works = register.person(suspect)
                .map(Person::worksWithChildren)
                .filter(Boolean.TRUE::equals)
                .isPresent();
        ReleaseStatus before = null;
        for (ReleaseStatus status : history) {
            boolean rui = status.kind() == ReleaseKind.RUI;
            boolean wasRui = before != null && before.kind() == ReleaseKind.RUI;
            if (rui && !wasRui) {
                add("RUI", subject, status.at(), caseId, suspect);
                reassess(caseId, suspect, subject, status.at(), children);
            }
            if (!rui && wasRui) {
                add("RUI_ENDED", subject, status.at(), caseId, suspect);
                children.forEach(c -> add("RUI_ENDED", child(caseId, suspect, c), status.at(), caseId, suspect));
            }
            if (before == null || !before.released()) {
                add("RELEASED", subject, status.released() ? status.at() : null, caseId, suspect);
            }
            if (status.arrestedAt() != null
                    && (before == null || !status.arrestedAt().equals(before.arrestedAt()))) {
                add("ARRESTED", subject, status.arrestedAt(), caseId, suspect);
                meeting(subject, status.arrestedAt(), caseId, suspect, "ARREST", works);
            }
            if (status.kind() == ReleaseKind.VOLUNTARY) {
                add("VOLUNTARY_ATTENDANCE", subject, status.at(), caseId, suspect);
                meeting(subject, status.at(), caseId, suspect, "INTERVIEW", works);
            }
            add("CHARGED", subject, status.kind() == ReleaseKind.CHARGED ? status.at() : null, caseId, suspect);
            add("NFA", subject, status.kind() == ReleaseKind.NFA ? status.at() : null, caseId, suspect);
            bailed(caseId, suspect, status, before);
            before = status;
        }
    }

    private void meeting(String subject, Instant at, long caseId, long suspect, String how, boolean works) {
        found.add(Happening.of("CUSTODY_OR_INTERVIEW", subject, at, caseId, suspect)
                .with("how", how)
                .with("childRole", works ? "yes" : "no")
                .with("band", band(caseId)));
    }

    private void reassess(long caseId, long suspect, String subject, Instant from, Set<Long> children) {
        List<String> subjects = new ArrayList<>(List.of(subject));
        add("RUI_WITH_SUBJECT", subject, from, caseId, suspect);
        for (long c : children) {
            String of = child(caseId, suspect, c);
            subjects.add(of);
            found.add(Happening.of("RUI_WITH_SUBJECT", of, from, caseId, suspect)
                    .child(c)
                    .with("band", band(caseId)));
            add("ITS_CASE_CLOSED", of, closed(caseId), caseId, suspect);
        }
        for (String of : subjects) {
            triggers.getOrDefault(caseId, List.of()).forEach(at -> add("RERANK_TRIGGER", of, at, caseId, suspect));
            // A plan that lapses is a trigger too (practice 3.2), and nobody has to write it down.
            register.ofPerson(SafeguardingPlan.class, suspect).stream()
                    .filter(p -> p.caseId() == caseId && !p.nextReview().isAfter(now))
                    .filter(p -> p.endedAt() == null || p.endedAt().isAfter(p.nextReview()))
                    .forEach(p -> add("RERANK_TRIGGER", of, p.nextReview(), caseId, suspect));
            exhibits.getOrDefault(caseId, List.of()).stream()
                    .filter(h -> "EXHIBIT_OVERDUE".equals(h.type()) && !h.at().isAfter(now))
                    .forEach(h -> add("EXHIBIT_OVERDUE", of, h.at(), caseId, suspect));
        }
    }

    /** Bail has a subject of its own for each grant, since an extension ends one period and starts the next. */
    private void bailed(long caseId, long suspect, ReleaseStatus status, ReleaseStatus before) {
        if (before != null && before.until() != null && before.kind() != ReleaseKind.CUSTODY) {
            add("BAIL_ENDED", suspect(caseId, suspect) + "/bail:" + before.at(), status.at(), caseId, suspect);
        }
        boolean onBail = status.kind() == ReleaseKind.BAIL || status.kind() == ReleaseKind.BAIL_WITH_CONDITIONS;
        if (!onBail) {
            return;
        }
        String subject = suspect(caseId, suspect) + "/bail:" + status.at();
        List<BailExtension> extensions = register.ofPerson(BailExtension.class, suspect).stream()
                .filter(x -> x.caseId() == caseId && !x.grantedAt().isBefore(status.at()))
                .sorted(Comparator.comparing(BailExtension::grantedAt))
                .toList();
        Instant until =
                extensions.isEmpty() ? status.until() : extensions.getLast().until();
        String authority = bail.nextAuthority(status.arrestedAt(), until);
        found.add(Happening.of("BAILED", subject, status.at(), caseId, suspect)
                .with("until", until.toString())
                .with("authority", authority)
                .with("band", band(caseId)));
    }

    private void welfareTriggers(long caseId, long suspect, String subject) {
        for (TriggerDate date : register.ofPerson(TriggerDate.class, suspect)) {
            add("WELFARE_TRIGGER", subject, date.at(), caseId, suspect);
        }
        register.ofCase(CourtDate.class, caseId).stream()
                .filter(d -> d.personId() == null || d.personId() == suspect)
                .forEach(d -> add("WELFARE_TRIGGER", subject, d.at(), caseId, suspect));
        List<ReleaseStatus> history = register.ofPerson(ReleaseStatus.class, suspect).stream()
                .filter(s -> s.caseId() == caseId)
                .sorted(Comparator.comparing(ReleaseStatus::at))
                .toList();
        for (int i = 0; i < history.size(); i++) {
            boolean changed = i > 0 && history.get(i - 1).kind() != ReleaseKind.CUSTODY;
            if (changed || history.get(i).kind() == ReleaseKind.CHARGED) {
                add("WELFARE_TRIGGER", subject, history.get(i).at(), caseId, suspect);
            }
        }
        register.ofPerson(BailExtension.class, suspect).stream()
                .filter(x -> x.caseId() == caseId)
                .forEach(x -> add("WELFARE_TRIGGER", subject, x.grantedAt(), caseId, suspect));
        Set<String> news = Set.of("EXHIBIT_HIT", "EXHIBIT_GRADED", "EXHIBIT_DECIDED");
        exhibits.getOrDefault(caseId, List.of()).stream()
                .filter(h -> news.contains(h.type()))
                .forEach(h -> add("WELFARE_TRIGGER", subject, h.at(), caseId, suspect));
    }

    private void ofVictim(Versioned<CaseParty> party) {
        long caseId = party.entry().caseId();
        long victim = party.entry().personId();
        String subject = "case:" + caseId + "/victim:" + victim;
        boolean child = register.person(victim).map(p -> p.mayBeUnder18(now)).orElse(true);
        String service = child || party.entry().vulnerable() ? "enhanced" : "standard";
        add("VICTIM_LINKED", subject, party.createdAt(), caseId, victim);
        add("ITS_CASE_CLOSED", subject, closed(caseId), caseId, victim);
        for (VictimUpdate update : register.ofPerson(VictimUpdate.class, victim)) {
            if (update.caseId() == caseId) {
                add("VICTIM_UPDATED", subject, update.at(), caseId, victim);
                add("VICTIM_TOLD", subject + "/" + update.about(), update.at(), caseId, victim);
            }
        }
        for (CaseParty suspect : register.parties(caseId, PartyRole.SUSPECT)) {
            for (ReleaseStatus s : register.ofPerson(ReleaseStatus.class, suspect.personId())) {
                if (s.caseId() == caseId) {
                    mustKnow(subject, "ARREST", s.arrestedAt(), caseId, victim, service);
                    String about = s.released()
                            ? "RELEASE"
                            : s.kind() == ReleaseKind.CUSTODY ? null : s.kind().name();
                    mustKnow(subject, "CHARGED".equals(about) ? "CHARGE" : about, s.at(), caseId, victim, service);
                }
            }
            register.ofPerson(BailExtension.class, suspect.personId()).stream()
                    .filter(x -> x.caseId() == caseId)
                    .forEach(x -> mustKnow(subject, "VARIATION", x.grantedAt(), caseId, victim, service));
        }
    }

    private void mustKnow(String subject, String about, Instant at, long caseId, long victim, String service) {
        if (about != null && at != null) {
            found.add(Happening.of("VICTIM_MUST_KNOW", subject + "/" + about, at, caseId, victim)
                    .with("service", service)
                    .with("band", band(caseId)));
        }
    }
}
