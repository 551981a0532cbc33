package org.curlew.pipeline.web.command;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.Refusals;
import org.curlew.triage.reviews.Recommendations;
import org.curlew.triage.reviews.Recommendations.Measure;
import org.curlew.triage.reviews.ReviewException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Recommendations of an inspection: recorded, shown with evidence, closed. */
@Page
@Allowed(Role.COMMAND)
class RecommendationsController {

    private static final String PAGE = "/command/recommendations";

    private final Recommendations recommendations;

    RecommendationsController(Recommendations recommendations) {
        this.recommendations = recommendations;
    }

    @GetMapping(PAGE)
    String list(Model model) {
        model.addAttribute("all", recommendations.tracked());
        model.addAttribute("measures", Measure.values());
        return "command/recommendations";
    }

    @PostMapping(PAGE)
    String add(
            Viewer viewer,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(required = false) LocalDate due,
            @RequestParam(required = false) Measure measure,
            @RequestParam(defaultValue = "") String owner,
            HttpServletResponse response,
            Model model) {
        return or(
                response,
                model,
                () -> recommendations.add(text.strip(), source.strip(), due, measure, owner.strip(), viewer.name()));
    }

    @PostMapping(PAGE + "/{id}/evidence")
    String evidence(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String line,
            HttpServletResponse response,
            Model model) {
        return or(response, model, () -> recommendations.evidence(id, line, viewer.name()));
    }

    @PostMapping(PAGE + "/{id}/close")
    String close(Viewer viewer, @PathVariable long id, HttpServletResponse response, Model model) {
        return or(response, model, () -> recommendations.close(id, viewer.name()));
    }

    private String or(HttpServletResponse response, Model model, Runnable act) {
        return Refusals.act(act, PAGE, ReviewException.class, response, model, () -> list(model));
    }
}
