package org.curlew.triage.obligations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.curlew.triage.referrals.Referrals.PeerToPeerAlert;
import org.curlew.triage.referrals.Referrals.Referral;
import org.curlew.triage.referrals.Referrals.Warrant;
import org.curlew.triage.register.CaseFile.StrategyDiscussion;
import org.curlew.triage.register.Safeguarding.Ppn;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Versioned;

/** Reads what happened to referrals, alerts, warrants, protection notices and strategy discussions. */
final class OtherHappenings {

    private final Snapshot register;
    private final List<Happening> found = new ArrayList<>();

    OtherHappenings(Snapshot register) {
        this.register = register;
    }

    List<Happening> all() {
        for (Versioned<Referral> v : register.all(Referral.class)) {
            Referral r = v.entry();
            String subject = "referral:" + v.id();
            add("REFERRAL_RECEIVED", subject, r.receivedAt(), r.caseId(), null, null);
            add("REFERRAL_ASSESSED", subject, r.assessedAt(), r.caseId(), null, null);
        }
        for (Versioned<PeerToPeerAlert> v : register.all(PeerToPeerAlert.class)) {
            add("P2P_ALERT_RECEIVED", "alert:" + v.id(), v.entry().receivedAt(), null, null, null);
            add("P2P_ALERT_TRIAGED", "alert:" + v.id(), v.entry().triagedAt(), null, null, null);
        }
        for (Versioned<Warrant> v : register.all(Warrant.class)) {
            warrant("warrant:" + v.id(), v.entry());
        }
        for (Versioned<Ppn> v : register.all(Ppn.class)) {
            Ppn p = v.entry();
            String subject = "case:" + p.caseId() + "/child:" + p.childId();
            add("PPN_SUBMITTED", subject, p.submittedAt(), p.caseId(), p.childId(), null);
            add("PPN_CHECKED", subject, p.checkedAt(), p.caseId(), p.childId(), null);
            // That none is required is a supervisor's decision too.
            boolean unneeded = !p.required() && p.checkedBy() != null;
            add("PPN_NOT_REQUIRED", subject, unneeded ? p.checkedAt() : null, p.caseId(), p.childId(), null);
        }
        for (Versioned<StrategyDiscussion> v : register.all(StrategyDiscussion.class)) {
            StrategyDiscussion s = v.entry();
            String subject = "strategy:" + v.id();
            add("STRATEGY_HELD", subject, s.heldAt(), s.caseId(), null, null);
            add("STRATEGY_DECISIONS_RECORDED", subject, s.decisionsRecordedAt(), s.caseId(), null, null);
            add("STRATEGY_MINUTES_RECEIVED", subject, s.minutesReceivedAt(), s.caseId(), null, null);
            add("CONFERENCE_HELD", subject, s.conferenceHeldAt(), s.caseId(), null, null);
        }
        return found;
    }

    private void warrant(String subject, Warrant w) {
        String level = w.level() == null ? "UNKNOWN" : w.level().name();
        Happening obtained = Happening.of("WARRANT_OBTAINED", subject, w.obtainedAt(), w.caseId(), w.suspectId())
                .with("level", level);
        found.add(
                w.expiresAt() == null
                        ? obtained
                        : obtained.with("expires", w.expiresAt().toString()));
        add("WARRANT_ALLOCATED", subject, w.allocatedAt(), w.caseId(), w.suspectId(), level);
        add("WARRANT_EXECUTED", subject, w.executedAt(), w.caseId(), w.suspectId(), level);
        if (w.caseId() != null && w.suspectId() != null) {
            String suspect = CaseHappenings.suspect(w.caseId(), w.suspectId());
            add("WARRANT_EXECUTED", suspect, w.executedAt(), w.caseId(), w.suspectId(), level);
        }
    }

    private void add(String type, String subject, Instant at, Long caseId, Long personId, String level) {
        if (at != null) {
            Happening happening = Happening.of(type, subject, at, caseId, personId);
            found.add(level == null ? happening : happening.with("level", level));
        }
    }
}
