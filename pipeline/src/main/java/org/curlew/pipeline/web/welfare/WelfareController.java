package org.curlew.pipeline.web.welfare;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import org.curlew.grading.exposure.ExposureReports;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.register.Times;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Who has looked at how much, and whose appointment was missed. No case and no picture is named here. */
@Page
@Allowed(Role.WELFARE)
class WelfareController {

    private final ExposureReports exposure;
    private final Obligations obligations;
    private final Clock clock;

    WelfareController(ExposureReports exposure, Obligations obligations, Clock clock) {
        this.exposure = exposure;
        this.obligations = obligations;
        this.clock = clock;
    }

    @GetMapping("/welfare")
    String welfare(Viewer viewer, Model model) {
        ExposureReports.Asking asking = new ExposureReports.Asking(viewer.name(), viewer.is(Role.WELFARE));
        LocalDate today = clock.instant().atZone(Times.UK).toLocalDate();
        model.addAttribute("today", exposure.everybody(asking, today));
        model.addAttribute(
                "week", exposure.everybody(asking, today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))));
        model.addAttribute("appointments", obligations.open("grader-welfare"));
        model.addAttribute("missed", obligations.overdue("grader-welfare").size());
        return "welfare/welfare";
    }
}
