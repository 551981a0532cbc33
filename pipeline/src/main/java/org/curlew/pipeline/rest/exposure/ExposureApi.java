package org.curlew.pipeline.rest.exposure;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.curlew.grading.exposure.Exposure;
import org.curlew.grading.exposure.ExposureReports;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/** Time with media. A supervisor may let somebody look on, and sees no figure. */
@Api
class ExposureApi {

    private final Exposure exposure;
    private final ExposureReports reports;

    ExposureApi(Exposure exposure, ExposureReports reports) {
        this.exposure = exposure;
        this.reports = reports;
    }

    /** For how long somebody may look on in spite of a break or the day's hours, and why. */
    record LookOn(int minutes, String reason) {}

    /** How the caller stands; breakUntil is null while there is no break, times are in seconds. */
    record Own(Instant breakUntil, boolean dayDone, long untilBreak, long today, boolean override) {}

    /**
     * A grader's time with media in seconds; shown counts media, revealed deliberate acts on one, coloured those in colour, heard those with sound,
     * playedSeconds of the clips that were played, unknown the distinct media in no hash
     * set, classes the distinct media by the class they have now, "" while ungraded.
     */
    record Time(
            String grader,
            long seconds,
            long shown,
            long revealed,
            long coloured,
            long heard,
            long playedSeconds,
            long unknown,
            Map<String, Long> classes,
            Instant last) {}

    @GetMapping("/exposure/own")
    @Allowed(Role.GRADER)
    @Scoped(Scope.GRADING_READ)
    @Does("Gives how much time with media the caller has today, and whether they may look on")
    Own own(Viewer viewer) {
        Exposure.Allowance now = exposure.allowance(viewer.name());
        return new Own(
                now.breakUntil(),
                now.dayDone(),
                now.untilBreak().toSeconds(),
                now.today().toSeconds(),
                now.override());
    }

    @GetMapping("/exposure/own/sessions")
    @Allowed(Role.GRADER)
    @Scoped(Scope.GRADING_READ)
    @Does("Lists the caller's own exposure by session, case and class since a day; today's where none is named")
    List<ExposureReports.Line> sessions(Viewer viewer, @RequestParam(required = false) LocalDate from) {
        return reports.bySession(asking(viewer), viewer.name(), from == null ? reports.today() : from);
    }

    @GetMapping("/exposure/own/days")
    @Allowed(Role.GRADER)
    @Scoped(Scope.GRADING_READ)
    @Does("Lists the caller's own exposure by day, case and class since a day; today's where none is named")
    List<ExposureReports.Line> days(Viewer viewer, @RequestParam(required = false) LocalDate from) {
        return reports.byDay(asking(viewer), viewer.name(), from == null ? reports.today() : from);
    }

    @GetMapping("/exposure/own/weeks")
    @Allowed(Role.GRADER)
    @Scoped(Scope.GRADING_READ)
    @Does(
            "Lists the caller's own exposure by week, case and class since the Monday before a day; this week's by default")
    List<ExposureReports.Line> weeks(Viewer viewer, @RequestParam(required = false) LocalDate from) {
        return reports.byWeek(asking(viewer), viewer.name(), from == null ? reports.today() : from);
    }

    @GetMapping("/exposure")
    @Allowed(Role.WELFARE)
    @Scoped(Scope.GRADING_READ)
    @Does("Lists every grader's time with media since a day, the longest first; today's where none is named")
    List<Time> everybody(Viewer viewer, @RequestParam(required = false) LocalDate from) {
        return reports.everybody(asking(viewer), from == null ? reports.today() : from).stream()
                .map(t -> new Time(
                        t.grader(),
                        t.time().toSeconds(),
                        t.shown(),
                        t.revealed(),
                        t.coloured(),
                        t.heard(),
                        t.played().toSeconds(),
                        t.unknown(),
                        t.classes(),
                        t.last()))
                .toList();
    }

    @PostMapping("/exposure/{grader}/override")
    @Allowed(Role.POLIT_SUPERVISOR)
    @Scoped(Scope.GRADING_WRITE)
    @Does(
            "Lets somebody else look on for some minutes of the day in spite of a break or the day's hours, with a reason")
    void override(Viewer viewer, @PathVariable String grader, @RequestBody LookOn asked) {
        if (asked.minutes() < 1 || asked.minutes() > Exposure.MOST_MINUTES) {
            throw ApiException.badParameter("minutes", "is between 1 and " + Exposure.MOST_MINUTES);
        }
        exposure.override(grader, asked.minutes(), asked.reason(), viewer.name());
    }

    private static ExposureReports.Asking asking(Viewer viewer) {
        return new ExposureReports.Asking(viewer.name(), viewer.is(Role.WELFARE));
    }
}
