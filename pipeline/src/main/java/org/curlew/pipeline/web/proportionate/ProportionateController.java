package org.curlew.pipeline.web.proportionate;

import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** "May the rest stay ungraded, who says so, and how much is it?" */
@Page
@Allowed({Role.EXAMINER, Role.GRADER, Role.POLIT_SUPERVISOR})
class ProportionateController {

    private final ProportionateDesk desk;

    ProportionateController(ProportionateDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/cases/{caseId}/proportionate")
    String standing(Viewer viewer, @PathVariable long caseId, Model model) {
        model.addAttribute("caseId", caseId);
        model.addAttribute("s", desk.standing(viewer, caseId));
        model.addAttribute("decides", viewer.is(Role.POLIT_SUPERVISOR));
        model.addAttribute("grades", viewer.is(Role.GRADER));
        return "grading/proportionate";
    }

    @PostMapping("/cases/{caseId}/proportionate")
    String propose(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestParam(defaultValue = "") String policy,
            @RequestParam(defaultValue = "1") long seed) {
        desk.propose(viewer, caseId, policy, seed);
        return "redirect:/cases/" + caseId + "/proportionate";
    }

    @PostMapping("/proportionate/{id}/decision")
    @Allowed(Role.POLIT_SUPERVISOR)
    String decide(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean approve,
            @RequestParam(defaultValue = "") String reason) {
        long caseId = desk.decide(viewer, id, approve, reason).caseId();
        return "redirect:/cases/" + caseId + "/proportionate";
    }
}
