package org.curlew.pipeline.web.agreement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.curlew.grading.agreement.Agreement;
import org.curlew.grading.agreement.Kappa;
import org.curlew.grading.agreement.SecondGrading;
import org.curlew.grading.policy.GradingRules;
import org.curlew.grading.sessions.Conflict;
import org.curlew.grading.sessions.Grade;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.pipeline.web.grading.ExposureClock;
import org.curlew.pipeline.web.grading.GalleryDesk;
import org.curlew.pipeline.web.grading.Sitting;
import org.curlew.triage.rules.RuleBook;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.Schemes;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Second grading and conflicts in the cases that the person may see; the services write their own entries in the ledger. */
@Service
@ConditionalOnWebApplication
public class AgreementDesk {

    private final CaseAccess access;
    private final Lookups lookups;
    private final SecondGrading second;
    private final Agreement agreement;
    private final Grades grades;
    private final Schemes schemes;
    private final RuleBook rules;
    private final ExposureClock exposure;
    private final JdbcClient jdbc;
    private final String scheme;

    AgreementDesk(
            CaseAccess access,
            Lookups lookups,
            SecondGrading second,
            Agreement agreement,
            Grades grades,
            Schemes schemes,
            RuleBook rules,
            ExposureClock exposure,
            JdbcClient jdbc,
            @Value("${curlew.grading.scheme:uk-2014}") String scheme) {
        this.access = access;
        this.lookups = lookups;
        this.second = second;
        this.agreement = agreement;
        this.grades = grades;
        this.schemes = schemes;
        this.rules = rules;
        this.exposure = exposure;
        this.jdbc = jdbc;
        this.scheme = scheme;
    }

    /**
     * A round and how many of its media the person may still grade.
     *
     * @param report what it showed so far; null while the person is to grade of it, whom it would tell what was said first
     */
    public record Line(SecondGrading.Round round, Agreement.RoundReport report, long mine) {}

    /** What one grader said last of a content in conflict. */
    public record Side(String grader, String code, String reason) {}

    /** A conflict; party where the person is one of those who differ, and so cannot decide it. */
    public record Dispute(Conflict conflict, List<Side> sides, boolean party) {}

    public String reference(long caseId) {
        return lookups.caseReference(caseId);
    }

    public Scheme scheme() {
        return schemes.get(scheme);
    }

    /** Rounds of the case, the newest first. */
    public List<Line> rounds(Viewer viewer, long caseId) {
        lookups.caseReference(caseId);
        access.require(viewer, caseId, "second grading");
        return second.rounds(caseId).stream().map(r -> line(viewer, r)).toList();
    }

    private Line line(Viewer viewer, SecondGrading.Round round) {
        long mine = viewer.is(Role.GRADER)
                ? second.next(round.id(), viewer.name(), round.size()).size()
                : 0;
        return new Line(round, mine > 0 ? null : agreement.report(round), mine);
    }

    /** Fleiss' kappa of a case over media that so many people graded; overall under the empty name, then each class. */
    public Map<String, Kappa.Estimate> fleiss(Viewer viewer, long caseId, int graders) {
        lookups.caseReference(caseId);
        access.require(viewer, caseId, "how far graders agree");
        return agreement.fleiss(caseId, scheme, graders);
    }

    /** Every pair of graders with what their blind comparisons show, in all cases. */
    public List<Agreement.Pair> pairs() {
        return agreement.pairs(scheme);
    }

    /** Kappa below this is told to who leads the graders. */
    public double leastKappa() {
        return rules.inForce(GradingRules.KIND, GradingRules.class).agreement().leastKappa();
    }

    /** What blind comparisons say of a grader. */
    public Agreement.GraderRecord record(String grader) {
        return agreement.record(grader, scheme);
    }

    /** The person's own record, without the rounds of which they are still to grade: it would tell, one by one, what was said first. */
    public Agreement.GraderRecord own(Viewer viewer) {
        Map<Long, Boolean> done = new HashMap<>();
        return agreement.record(
                viewer.name(),
                scheme,
                round -> done.computeIfAbsent(
                        round, id -> second.next(id, viewer.name(), 1).isEmpty()));
    }

    /** Draws a round from what one person alone has graded; the seed is the round's number in the case, so that anybody can draw it again. */
    @Transactional
    public void draw(Viewer viewer, long caseId) {
        lookups.caseReference(caseId);
        access.requireToChange(viewer, caseId, "second grading");
        long seed = second.rounds(caseId).size() + 1L;
        GradingRules.SecondGradingRules sample =
                rules.inForce(GradingRules.KIND, GradingRules.class).secondGrading();
        second.draw(
                new SecondGrading.Draw(caseId, scheme, null, sample.confidence(), sample.tolerated(), seed),
                viewer.name());
    }

    /** The round, if the person may see its case. */
    public SecondGrading.Round round(Viewer viewer, long roundId) {
        SecondGrading.Round round = known(roundId);
        access.require(viewer, round.caseId(), "second grading, round " + roundId);
        return round;
    }

    /** What of the round the person may grade, without anything that was said of it. */
    public List<SecondGrading.Item> next(Viewer viewer, long roundId, int limit) {
        round(viewer, roundId);
        return second.next(roundId, viewer.name(), limit);
    }

    @Transactional
    public Grades.Outcome grade(Viewer viewer, long roundId, Sitting sitting, Collection<String> items, String code) {
        access.requireToChange(viewer, known(roundId).caseId(), "second grading, round " + roundId);
        Grades.Outcome outcome = second.grade(roundId, items, code, viewer.name(), sitting.session());
        exposure.graded(sitting, items, GalleryDesk.SMALL);
        return outcome;
    }

    /** Open conflicts, the oldest first; without those of which the person is still to give a blind grade. */
    public List<Dispute> disputes(Viewer viewer, long caseId) {
        lookups.caseReference(caseId);
        access.require(viewer, caseId, "conflicts");
        List<Dispute> disputes = new ArrayList<>();
        for (Conflict conflict : grades.openConflicts(caseId)) {
            if (second.blindFor(caseId, conflict.sha256(), viewer.name())) {
                continue;
            }
            Map<String, Side> sides = new LinkedHashMap<>();
            for (Grade grade : grades.history(caseId, conflict.sha256())) {
                if (grade.scheme().equals(conflict.scheme())) {
                    sides.put(grade.grader(), new Side(grade.grader(), grade.code(), grade.reason()));
                }
            }
            boolean party = sides.keySet().stream().anyMatch(g -> g.equalsIgnoreCase(viewer.name()));
            disputes.add(new Dispute(conflict, List.copyOf(sides.values()), party));
        }
        second.shown(caseId, disputes.stream().map(d -> d.conflict().sha256()).toList(), viewer.name());
        return disputes;
    }

    /** A third person decides between grades that differ. */
    @Transactional
    public void adjudicate(Viewer viewer, Sitting sitting, String sha256, String code, String reason) {
        long caseId = sitting.caseId();
        lookups.caseReference(caseId);
        access.requireToChange(viewer, caseId, "conflicts");
        Conflict open = grades.openConflicts(caseId).stream()
                .filter(c -> c.sha256().equals(sha256))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("No conflict about this media is open in the case"));
        grades.append(
                new Grading(
                        caseId,
                        open.scheme(),
                        code,
                        viewer.name(),
                        sitting.session(),
                        Grading.Basis.ADJUDICATION,
                        reason),
                List.of(sha256));
        exposure.graded(sitting, List.of(sha256), GalleryDesk.SMALL);
    }

    private SecondGrading.Round known(long roundId) {
        boolean exists = jdbc.sql("select exists (select from second_grading_round where id = ?)")
                .param(roundId)
                .query(Boolean.class)
                .single();
        if (!exists) {
            throw new NotFoundException("There is no round of second grading " + roundId);
        }
        return second.get(roundId);
    }
}
