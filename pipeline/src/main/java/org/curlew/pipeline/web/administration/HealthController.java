package org.curlew.pipeline.web.administration;

import java.util.List;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.exhibits.ExhibitDesk;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Health in words, and failed work with its reason and a way to take it up again. */
@Page
@Allowed(Role.ADMINISTRATOR)
class HealthController {

    private static final int ROWS = 200;

    private final Health health;
    private final Lookups lookups;
    private final CaseAccess access;
    private final ExhibitDesk exhibits;

    HealthController(Health health, Lookups lookups, CaseAccess access, ExhibitDesk exhibits) {
        this.health = health;
        this.lookups = lookups;
        this.access = access;
        this.exhibits = exhibits;
    }

    @GetMapping("/administration/health")
    String health(Viewer viewer, Model model) {
        var visible = access.visibleTo(viewer);
        var looked = health.lines();
        model.addAttribute("lines", looked.value());
        model.addAttribute("looked", looked.at());
        model.addAttribute(
                "failed",
                lookups.exhibitsIn(List.of("FAILED"), ROWS).stream()
                        .filter(e -> visible.test(e.caseId()))
                        .toList());
        return "administration/health";
    }

    @PostMapping("/administration/failed/{exhibitId}/retry")
    String retry(Viewer viewer, @PathVariable long exhibitId) {
        exhibits.retry(viewer, exhibitId);
        health.changed();
        return "redirect:/administration/health";
    }
}
