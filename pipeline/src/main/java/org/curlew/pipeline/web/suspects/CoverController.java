package org.curlew.pipeline.web.suspects;

import java.time.LocalDate;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Page;
import org.curlew.triage.reviews.Assignments.Kind;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** "Are there enough slots, who covers, and who reviews this case?" */
@Page
@Allowed(Role.POLIT_SUPERVISOR)
class CoverController {

    private final CoverDesk desk;
    private final Lookups lookups;

    CoverController(CoverDesk desk, Lookups lookups) {
        this.desk = desk;
        this.lookups = lookups;
    }

    @GetMapping("/reviews/cover")
    String cover(Viewer viewer, Model model) {
        model.addAttribute("cover", desk.show(viewer));
        model.addAttribute("supervisors", desk.supervisors());
        return "reviews/cover";
    }

    @PostMapping("/reviews/cover")
    String ask(
            Viewer viewer,
            @RequestParam(defaultValue = "") String deputy,
            @RequestParam(required = false) LocalDate from,
            @RequestParam(required = false) LocalDate to,
            @RequestParam(required = false) Double perDay,
            @RequestParam(defaultValue = "") String reason) {
        desk.ask(viewer, deputy, from, to, perDay, reason);
        return "redirect:/reviews/cover";
    }

    @PostMapping("/reviews/cover/{id}/accept")
    String accept(Viewer viewer, @PathVariable long id) {
        desk.accept(viewer, id);
        return "redirect:/reviews/cover";
    }

    @PostMapping("/reviews/cover/{id}/decline")
    String decline(Viewer viewer, @PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        desk.decline(viewer, id, reason);
        return "redirect:/reviews/cover";
    }

    @PostMapping("/reviews/cover/slots")
    String slots(
            Viewer viewer,
            @RequestParam(defaultValue = "") String reviewer,
            @RequestParam(required = false) LocalDate from,
            @RequestParam(required = false) LocalDate to,
            @RequestParam(required = false) Double perDay) {
        desk.slots(viewer, reviewer, from, to, perDay);
        return "redirect:/reviews/cover";
    }

    @GetMapping("/reviews/case/{caseId}/reviewer")
    String reviewer(Viewer viewer, @PathVariable long caseId, Model model) {
        model.addAttribute("caseId", caseId);
        model.addAttribute("reference", lookups.caseReference(caseId));
        model.addAttribute("history", desk.history(viewer, caseId));
        model.addAttribute("deputy", desk.deputy(viewer, caseId).orElse(null));
        model.addAttribute("supervisors", desk.supervisors());
        return "reviews/reviewer";
    }

    @PostMapping("/reviews/case/{caseId}/reviewer")
    String assign(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestParam(required = false) Kind kind,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(required = false) LocalDate until,
            @RequestParam(defaultValue = "") String reason) {
        desk.assign(viewer, caseId, kind, to, until, reason);
        return "redirect:/reviews/case/" + caseId + "/reviewer";
    }

    @PostMapping("/reviews/case/{caseId}/reviewer/end")
    String end(Viewer viewer, @PathVariable long caseId, @RequestParam(defaultValue = "") String reason) {
        desk.endDeputy(viewer, caseId, reason);
        return "redirect:/reviews/case/" + caseId + "/reviewer";
    }
}
