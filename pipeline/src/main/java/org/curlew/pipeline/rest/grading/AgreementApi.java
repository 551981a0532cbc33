package org.curlew.pipeline.rest.grading;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.curlew.grading.agreement.Agreement;
import org.curlew.grading.agreement.Kappa;
import org.curlew.grading.agreement.SecondGrading;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.agreement.AgreementDesk;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** How far graders agree, from blind second grades; nobody who is still to grade blind is told anything of that round. */
@Api
class AgreementApi {

    private static final int MOST_GRADERS = 20;

    private final AgreementDesk desk;

    AgreementApi(AgreementDesk desk) {
        this.desk = desk;
    }

    /** Kappa with its 95 per cent interval, and the shares of agreement; null where too little was compared to say. */
    record Estimate(Double kappa, Double low, Double high, Double observed, Double expected, long items) {

        static Estimate of(Kappa.Estimate e) {
            return new Estimate(
                    number(e.kappa()),
                    number(e.low()),
                    number(e.high()),
                    number(e.observed()),
                    number(e.expected()),
                    e.items());
        }

        static Map<String, Estimate> of(Map<String, Kappa.Estimate> estimates) {
            Map<String, Estimate> all = new LinkedHashMap<>();
            estimates.forEach((name, e) -> all.put(name, of(e)));
            return all;
        }

        private static Double number(double value) {
            return Double.isNaN(value) ? null : value;
        }
    }

    /** Two graders; belowLeast where kappa lies below what the force's rules want, categories by the scheme's code. */
    record Pair(String first, String second, boolean belowLeast, Estimate overall, Map<String, Estimate> categories) {

        static Pair of(Agreement.Pair p, double least) {
            return new Pair(
                    p.first(),
                    p.second(),
                    p.overall().kappa() < least,
                    Estimate.of(p.overall()),
                    Estimate.of(p.byCategory()));
        }
    }

    /** What a round showed; atMost is the share of grades that a second person would give otherwise, null until it is complete. */
    record Shown(long done, long differing, Double atMost, List<Pair> pairs) {}

    /** A round; yours is how many of its media the caller may grade blind, and shown null while there are any. */
    record Round(SecondGrading.Round round, long yours, Shown shown) {}

    /** A month of a grader's blind results; milder and graver count media graded less or more gravely than the other or the third. */
    record Month(String month, long compared, long agreed, long milder, long graver, Estimate kappa) {}

    /** A grader's record; upheld counts decisions of a third person that took the grader's side. */
    record GraderRecord(
            String grader,
            long compared,
            long agreed,
            long adjudicated,
            long upheld,
            boolean drifting,
            List<Month> months) {

        static GraderRecord of(Agreement.GraderRecord r) {
            return new GraderRecord(
                    r.grader(),
                    r.compared(),
                    r.agreed(),
                    r.adjudicated(),
                    r.upheld(),
                    r.drifting(),
                    r.months().stream()
                            .map(m -> new Month(
                                    m.month(),
                                    m.compared(),
                                    m.agreed(),
                                    m.milder(),
                                    m.graver(),
                                    Estimate.of(m.kappa())))
                            .toList());
        }
    }

    @GetMapping("/cases/{caseId}/grading/rounds")
    @Allowed({Role.GRADER, Role.POLIT_SUPERVISOR})
    @Scoped(Scope.GRADING_READ)
    @Does("Lists the rounds of second grading of a case, the newest first, with kappa by pair of graders and class")
    List<Round> rounds(Viewer viewer, @PathVariable long caseId) {
        return desk.rounds(viewer, caseId).stream()
                .map(l -> new Round(l.round(), l.mine(), l.report() == null ? null : shown(l.report())))
                .toList();
    }

    @GetMapping("/cases/{caseId}/grading/agreement")
    @Allowed(Role.POLIT_SUPERVISOR)
    @Scoped(Scope.GRADING_READ)
    @Does("Gives Fleiss' kappa over the media of a case that exactly so many people graded, overall and by class")
    Map<String, Estimate> fleiss(
            Viewer viewer, @PathVariable long caseId, @RequestParam(defaultValue = "2") int graders) {
        if (graders < 2 || graders > MOST_GRADERS) {
            throw ApiException.badParameter("graders", "is between 2 and " + MOST_GRADERS);
        }
        return Estimate.of(desk.fleiss(viewer, caseId, graders));
    }

    @GetMapping("/grading/agreement")
    @Allowed(Role.POLIT_SUPERVISOR)
    @Scoped(Scope.GRADING_READ)
    @Does(
            "Lists every pair of graders with Cohen's kappa of their blind comparisons in all cases, overall and by class")
    List<Pair> pairs() {
        double least = desk.leastKappa();
        return desk.pairs().stream().map(p -> Pair.of(p, least)).toList();
    }

    @GetMapping("/grading/records/{grader}")
    @Allowed(Role.POLIT_SUPERVISOR)
    @Scoped(Scope.GRADING_READ)
    @Does("Gives what blind second grading says of a grader, month by month, and whether the last month drifts")
    GraderRecord record(@PathVariable String grader) {
        return GraderRecord.of(desk.record(grader));
    }

    @GetMapping("/grading/own-record")
    @Allowed(Role.GRADER)
    @Scoped(Scope.GRADING_READ)
    @Does("Gives what blind second grading says of the caller, without rounds that the caller is still to grade of")
    GraderRecord own(Viewer viewer) {
        return GraderRecord.of(desk.own(viewer));
    }

    private Shown shown(Agreement.RoundReport report) {
        double least = desk.leastKappa();
        return new Shown(
                report.done(),
                report.differing(),
                report.complete() ? report.atMost() : null,
                report.pairs().stream().map(p -> Pair.of(p, least)).toList());
    }
}
