package org.curlew.pipeline.web.exhibits;

import java.time.LocalDate;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.triage.queue.Band;
import org.curlew.triage.register.ExhibitFile.DecisionKind;
import org.curlew.triage.register.ExhibitFile.LockState;
import org.curlew.triage.register.ExhibitFile.Route;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** "May it be examined, by whom, and does it stand where it should?" */
@Page
class DecisionController {

    private final DecisionDesk desk;

    DecisionController(DecisionDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/exhibits/{id}/decisions")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR})
    String decisions(Viewer viewer, @PathVariable long id, Model model) {
        model.addAttribute("d", desk.show(viewer, id));
        model.addAttribute("bands", Band.values());
        model.addAttribute("routes", Route.values());
        model.addAttribute("locks", LockState.values());
        model.addAttribute("decisions", DecisionKind.values());
        model.addAttribute("people", desk.people(viewer, id));
        model.addAttribute("works", viewer.is(Role.EXAMINER));
        model.addAttribute("supervises", viewer.is(Role.POLIT_SUPERVISOR));
        return "exhibits/decisions";
    }

    @PostMapping("/exhibits/{id}/accept")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR})
    String accept(Viewer viewer, @PathVariable long id) {
        desk.accept(viewer, id);
        return back(id);
    }

    @PostMapping("/exhibits/{id}/details")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR})
    String details(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(required = false) Long owner,
            @RequestParam(required = false) Long user,
            @RequestParam(required = false) Long capacityGb,
            @RequestParam(required = false) LockState lock,
            @RequestParam(defaultValue = "") String otherRoutes,
            @RequestParam(defaultValue = "") String reason) {
        desk.details(viewer, id, owner, user, capacityGb, lock, otherRoutes, reason);
        return back(id);
    }

    @PostMapping("/exhibits/{id}/allocate")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR})
    String allocate(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String examiner,
            @RequestParam(defaultValue = "") String reason) {
        desk.allocate(viewer, id, examiner, reason);
        return back(id);
    }

    @PostMapping("/exhibits/{id}/allocate/end")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR})
    String endAllocation(Viewer viewer, @PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        desk.endAllocation(viewer, id, reason);
        return back(id);
    }

    @PostMapping("/exhibits/{id}/route")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR})
    String route(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(required = false) Route route,
            @RequestParam(defaultValue = "") String reason) {
        desk.route(viewer, id, route, reason);
        return back(id);
    }

    @PostMapping("/exhibits/{id}/override")
    @Allowed(Role.POLIT_SUPERVISOR)
    String override(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(required = false) Band band,
            @RequestParam(defaultValue = "") String rank,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String secondPerson,
            @RequestParam(required = false) LocalDate until) {
        desk.override(viewer, id, band, rank, reason, secondPerson, until);
        return back(id);
    }

    @PostMapping("/exhibits/{id}/override/end")
    @Allowed(Role.POLIT_SUPERVISOR)
    String endOverride(Viewer viewer, @PathVariable long id, @RequestParam(defaultValue = "") String secondPerson) {
        desk.endOverride(viewer, id, secondPerson);
        return back(id);
    }

    @PostMapping("/exhibits/{id}/decision")
    @Allowed(Role.POLIT_SUPERVISOR)
    String decide(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String decision,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String rank) {
        desk.decide(viewer, id, decision, reason, rank);
        return back(id);
    }

    @PostMapping("/exhibits/{id}/exception")
    @Allowed(Role.POLIT_SUPERVISOR)
    String except(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String officer,
            @RequestParam(defaultValue = "") String rank,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(required = false) LocalDate until) {
        desk.except(viewer, id, officer, rank, reason, until);
        return back(id);
    }

    private static String back(long id) {
        return "redirect:/exhibits/" + id + "/decisions";
    }
}
