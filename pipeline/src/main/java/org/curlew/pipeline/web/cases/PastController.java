package org.curlew.pipeline.web.cases;

import java.time.Clock;
import java.time.LocalDate;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Page;
import org.curlew.triage.register.Times;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** "What did we know on that day?" */
@Page
@Allowed({Role.POLIT_SUPERVISOR, Role.EXAMINER, Role.VIO, Role.AUDITOR})
class PastController {

    private final PastDesk desk;
    private final Lookups lookups;
    private final Clock clock;

    PastController(PastDesk desk, Lookups lookups, Clock clock) {
        this.desk = desk;
        this.lookups = lookups;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}/past")
    String past(Viewer viewer, @PathVariable long id, @RequestParam(required = false) LocalDate day, Model model) {
        LocalDate shown = day == null ? LocalDate.ofInstant(clock.instant(), Times.UK) : day;
        model.addAttribute("id", id);
        model.addAttribute("reference", lookups.caseReference(id));
        model.addAttribute("day", shown);
        model.addAttribute("lines", desk.at(viewer, id, shown));
        return "cases/past";
    }
}
