package org.curlew.pipeline.web.welfare;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import org.curlew.grading.exposure.ExposureReports;
import org.curlew.grading.exposure.Welfare;
import org.curlew.grading.sessions.GradingException;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.register.Times;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who has looked at how much, and whose appointment was missed. No case and no picture is named here. */
@Page
@Allowed(Role.WELFARE)
class WelfareController {

    private final ExposureReports exposure;
    private final Obligations obligations;
    private final Welfare appointments;
    private final Clock clock;

    WelfareController(ExposureReports exposure, Obligations obligations, Welfare appointments, Clock clock) {
        this.exposure = exposure;
        this.obligations = obligations;
        this.appointments = appointments;
        this.clock = clock;
    }

    @GetMapping("/welfare")
    String welfare(Viewer viewer, Model model) {
        ExposureReports.Asking asking = new ExposureReports.Asking(viewer.name(), viewer.is(Role.WELFARE));
        LocalDate today = clock.instant().atZone(Times.UK).toLocalDate();
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        model.addAttribute("week", exposure.everybody(asking, monday));
        model.addAttribute("appointments", obligations.open("grader-welfare"));
        model.addAttribute("day", today);
        model.addAttribute("missed", obligations.overdue("grader-welfare").size());
        return "welfare/welfare";
    }

    /** That an appointment was kept, or that somebody grades no more; never what was said. */
    @PostMapping("/welfare/appointments")
    String enter(
            Viewer viewer,
            @RequestParam(defaultValue = "") String grader,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "kept") String what) {
        if (appointments.due(grader).isEmpty()) {
            throw new GradingException("Nobody who grades is named '" + grader + "': choose one of the list.");
        }
        Instant at = at(day);
        if (what.equals("left")) {
            appointments.left(grader, at, viewer.name());
        } else {
            appointments.kept(grader, at, viewer.name());
        }
        return "redirect:/welfare";
    }

    private Instant at(String day) {
        try {
            LocalDate date = LocalDate.parse(day);
            Instant now = clock.instant();
            return date.equals(now.atZone(Times.UK).toLocalDate())
                    ? now
                    : date.atStartOfDay(Times.UK).toInstant();
        } catch (DateTimeParseException noDay) {
            throw new GradingException("'" + day + "' is no day: give it as 2026-03-31.");
        }
    }
}
