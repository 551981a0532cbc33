package org.curlew.pipeline.rest.victims;

import java.util.List;
import java.util.function.LongPredicate;
import org.curlew.grading.victims.ExhibitTasks;
import org.curlew.grading.victims.VictimLane;
import org.curlew.grading.victims.VictimReferrals;
import org.curlew.pipeline.notifications.VictimAlarms;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The lane in the cases that the person may see; the services write their own entries in the ledger. */
@Service
@ConditionalOnWebApplication
class VictimDesk {

    private static final String WHAT = "victim identification";

    private final CaseAccess access;
    private final Lookups lookups;
    private final VictimLane lane;
    private final VictimReferrals referrals;
    private final ExhibitTasks tasks;
    private final VictimAlarms alarms;
    private final JdbcClient jdbc;
    private final String scheme;

    VictimDesk(
            CaseAccess access,
            Lookups lookups,
            VictimLane lane,
            VictimReferrals referrals,
            ExhibitTasks tasks,
            VictimAlarms alarms,
            JdbcClient jdbc,
            @Value("${curlew.grading.scheme:uk-2014}") String scheme) {
        this.access = access;
        this.lookups = lookups;
        this.lane = lane;
        this.referrals = referrals;
        this.tasks = tasks;
        this.alarms = alarms;
        this.jdbc = jdbc;
        this.scheme = scheme;
    }

    /** What can be done about a media of the lane. */
    enum Kind {
        OWNED,
        UK_CHILD_POSSIBLE,
        SAFEGUARDING_STARTED,
        NOT_IN_UK,
        IDENTIFIED,
        NOT_IDENTIFIABLE
    }

    List<VictimLane.Item> lane(Viewer viewer) {
        LongPredicate visible = access.visibleTo(viewer);
        return lane.open(null, scheme).stream()
                .filter(i -> visible.test(i.caseId()))
                .toList();
    }

    List<String> alarms(Viewer viewer) {
        return alarms.now();
    }

    List<VictimLane.SeriesLeft> series(Viewer viewer, long caseId) {
        require(viewer, caseId);
        return lane.bySeries(caseId, scheme);
    }

    List<String> reasons(Viewer viewer, long caseId, String sha256) {
        require(viewer, caseId);
        return lane.explain(caseId, sha256);
    }

    List<VictimLane.Act> acts(Viewer viewer, long caseId, String sha256) {
        require(viewer, caseId);
        return lane.history(caseId, sha256);
    }

    @Transactional
    public List<VictimLane.Act> act(Viewer viewer, long caseId, String sha256, Kind kind, String owner, String text) {
        lookups.caseReference(caseId);
        access.requireToChange(viewer, caseId, WHAT);
        String person = viewer.name();
        switch (kind) {
            case OWNED -> lane.own(caseId, sha256, owner == null || owner.isBlank() ? person : owner, person);
            case UK_CHILD_POSSIBLE -> lane.ukChildPossible(caseId, sha256, text, person);
            case SAFEGUARDING_STARTED -> lane.safeguardingStarted(caseId, sha256, text, person);
            case NOT_IN_UK -> lane.notInUk(caseId, sha256, text, person);
            case IDENTIFIED -> lane.identified(caseId, sha256, text, person);
            case NOT_IDENTIFIABLE -> lane.notIdentifiable(caseId, sha256, text, person);
        }
        return lane.history(caseId, sha256);
    }

    @Transactional
    public void task(Viewer viewer, long exhibitId, ExhibitTasks.Step step, String text) {
        long caseId = lookups.exhibit(exhibitId).caseId();
        access.requireToChange(viewer, caseId, WHAT);
        tasks.enter(exhibitId, step, text, viewer.name());
    }

    List<VictimReferrals.Referral> referrals(Viewer viewer, long caseId) {
        require(viewer, caseId);
        return referrals.ofCase(caseId);
    }

    @Transactional
    public VictimReferrals.Referral refer(
            Viewer viewer, long caseId, List<String> media, String sentTo, String reference, String text) {
        lookups.caseReference(caseId);
        access.requireToChange(viewer, caseId, WHAT);
        return referrals.send(caseId, media, sentTo, reference, text, viewer.name());
    }

    @Transactional
    public VictimReferrals.Referral answer(Viewer viewer, long referralId, String answer, Boolean identified) {
        long caseId = jdbc.sql("select case_id from victim_referral where id = ?")
                .param(referralId)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new org.curlew.pipeline.web.NotFoundException("There is no referral " + referralId));
        access.requireToChange(viewer, caseId, WHAT);
        return referrals.answer(referralId, answer, identified, viewer.name());
    }

    private void require(Viewer viewer, long caseId) {
        lookups.caseReference(caseId);
        access.require(viewer, caseId, WHAT);
    }
}
