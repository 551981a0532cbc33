package org.curlew.pipeline.web.command;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.Refusals;
import org.curlew.triage.register.Times;
import org.curlew.triage.reviews.Audits.Grade;
import org.curlew.triage.reviews.Audits.Sampling;
import org.curlew.triage.reviews.ReviewException;
import org.curlew.triage.reviews.Reviews;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Samples of signed reviews, drawn and graded good, requiring improvement or inadequate. */
@Page
@Allowed({Role.COMMAND, Role.POLIT_SUPERVISOR})
class ReviewAuditController {

    private final ReviewAuditDesk desk;
    private final Reviews reviews;
    private final Clock clock;

    ReviewAuditController(ReviewAuditDesk desk, Reviews reviews, Clock clock) {
        this.desk = desk;
        this.reviews = reviews;
        this.clock = clock;
    }

    /** Every sample; with {@code sample} its reviews, with {@code audit} one of them to be read and graded. */
    @GetMapping("/command/review-audits")
    String audits(
            Viewer viewer,
            @RequestParam(required = false) String sample,
            @RequestParam(required = false) Long audit,
            Model model) {
        LocalDate today = clock.instant().atZone(Times.UK).toLocalDate();
        model.addAttribute("samples", desk.samples());
        model.addAttribute("number", desk.number());
        model.addAttribute("today", today);
        model.addAttribute("month", today.minusMonths(1));
        model.addAttribute("samplings", Sampling.values());
        model.addAttribute("grades", Grade.values());
        model.addAttribute("shown", sample == null ? null : desk.show(viewer, sample));
        model.addAttribute("audit", audit);
        model.addAttribute("review", audit == null ? null : desk.review(viewer, audit));
        model.addAttribute("parts", reviews.rules().parts());
        return "command/review-audits";
    }

    @PostMapping("/command/review-audits")
    String draw(
            Viewer viewer,
            @RequestParam(defaultValue = "") String sample,
            @RequestParam(required = false) Sampling sampling,
            @RequestParam(required = false) Integer number,
            @RequestParam(required = false) LocalDate from,
            @RequestParam(required = false) LocalDate to,
            HttpServletResponse response,
            Model model) {
        return Refusals.act(
                () -> desk.draw(viewer, sample, sampling, number, from, to),
                "/command/review-audits",
                ReviewException.class,
                response,
                model,
                () -> audits(viewer, null, null, model));
    }

    @PostMapping("/command/review-audits/grade")
    String grade(
            Viewer viewer,
            @RequestParam(defaultValue = "0") long audit,
            @RequestParam(required = false) Grade grade,
            @RequestParam(defaultValue = "") String findings,
            HttpServletResponse response,
            Model model) {
        return Refusals.act(
                () -> desk.grade(viewer, audit, grade, findings),
                "/command/review-audits",
                ReviewException.class,
                response,
                model,
                () -> audits(viewer, null, audit, model));
    }
}
