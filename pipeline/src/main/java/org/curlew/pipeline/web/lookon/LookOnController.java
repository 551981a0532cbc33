package org.curlew.pipeline.web.lookon;

import org.curlew.grading.exposure.Exposure;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** "Somebody has to look on tonight: who, for how long, and why?" What a grader has looked at is not on it. */
@Page
@Allowed(Role.POLIT_SUPERVISOR)
class LookOnController {

    private final Exposure exposure;
    private final Accounts accounts;

    LookOnController(Exposure exposure, Accounts accounts) {
        this.exposure = exposure;
        this.accounts = accounts;
    }

    @GetMapping("/look-on")
    String form(Viewer viewer, Model model) {
        model.addAttribute("inForce", exposure.overridesInForce());
        model.addAttribute(
                "graders",
                accounts.all().stream()
                        .filter(a -> a.roles().contains(Role.GRADER)
                                && a.disabledAt() == null
                                && !a.name().equalsIgnoreCase(viewer.name()))
                        .map(Accounts.Account::name)
                        .toList());
        model.addAttribute("most", Exposure.MOST_MINUTES);
        return "grading/look-on";
    }

    @PostMapping("/look-on")
    String lookOn(
            Viewer viewer,
            @RequestParam(defaultValue = "") String grader,
            @RequestParam(defaultValue = "0") int minutes,
            @RequestParam(defaultValue = "") String reason) {
        exposure.override(grader, minutes, reason, viewer.name());
        return "redirect:/look-on";
    }
}
