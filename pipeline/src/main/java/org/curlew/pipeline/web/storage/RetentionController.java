package org.curlew.pipeline.web.storage;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.Refusals;
import org.curlew.storage.retention.CaseFacts;
import org.curlew.storage.retention.CaseOutcome;
import org.curlew.storage.retention.RetentionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** "What may go, and who must agree?" */
@Page
class RetentionController {

    private final RetentionDesk desk;
    private final Lookups lookups;

    RetentionController(RetentionDesk desk, Lookups lookups) {
        this.desk = desk;
        this.lookups = lookups;
    }

    @GetMapping("/retention")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.AUDITOR})
    String retention(Viewer viewer, Model model) {
        model.addAttribute("queue", desk.queue(viewer));
        model.addAttribute("proposed", desk.proposed(viewer));
        model.addAttribute("atWork", desk.atWork(viewer));
        model.addAttribute("mayAct", viewer.isAny(Role.EXAMINER, Role.POLIT_SUPERVISOR));
        model.addAttribute("mayApprove", viewer.is(Role.POLIT_SUPERVISOR));
        return "storage/retention";
    }

    @PostMapping("/retention/{id}/propose")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR})
    String propose(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            HttpServletResponse response,
            Model model) {
        return or(viewer, response, model, () -> desk.propose(viewer, id, reason));
    }

    @PostMapping("/retention/{id}/keep")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR})
    String keep(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(required = false) LocalDate until,
            @RequestParam(defaultValue = "") String reason,
            HttpServletResponse response,
            Model model) {
        return or(viewer, response, model, () -> {
            if (until == null) {
                throw new RetentionException("Give the day until which it is kept");
            }
            desk.keep(viewer, id, until, reason);
        });
    }

    @PostMapping("/retention/disposals/{id}")
    @Allowed(Role.POLIT_SUPERVISOR)
    String decide(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String decision,
            @RequestParam(defaultValue = "") String reason,
            HttpServletResponse response,
            Model model) {
        return or(viewer, response, model, () -> desk.decide(viewer, id, decision.equals("approve"), reason));
    }

    @GetMapping("/cases/{id}/retention")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.AUDITOR})
    String ofCase(Viewer viewer, @PathVariable long id, Model model) {
        model.addAttribute("reference", lookups.caseReference(id));
        model.addAttribute("id", id);
        model.addAttribute("c", desk.ofCase(viewer, id));
        model.addAttribute("outcomes", CaseOutcome.values());
        model.addAttribute("mayAct", viewer.is(Role.POLIT_SUPERVISOR));
        return "storage/case";
    }

    @PostMapping("/cases/{id}/retention/outcome")
    @Allowed(Role.POLIT_SUPERVISOR)
    String outcome(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(required = false) CaseOutcome outcome,
            @RequestParam(required = false) LocalDate decidedOn,
            @RequestParam(required = false) LocalDate releasedOn,
            @RequestParam(defaultValue = "false") boolean appealPending,
            @RequestParam(defaultValue = "") String note,
            HttpServletResponse response,
            Model model) {
        return ofCase(viewer, id, response, model, () -> {
            if (outcome == null) {
                throw new RetentionException("Say how the case ended");
            }
            desk.outcome(viewer, id, new CaseFacts(outcome, decidedOn, releasedOn, appealPending), note);
        });
    }

    @PostMapping("/cases/{id}/retention/holds")
    @Allowed(Role.POLIT_SUPERVISOR)
    String hold(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(required = false) Long exhibit,
            @RequestParam(defaultValue = "") String reason,
            HttpServletResponse response,
            Model model) {
        return ofCase(viewer, id, response, model, () -> desk.hold(viewer, id, exhibit, reason));
    }

    @PostMapping("/cases/{id}/retention/holds/{hold}/lift")
    @Allowed(Role.POLIT_SUPERVISOR)
    String lift(
            Viewer viewer,
            @PathVariable long id,
            @PathVariable long hold,
            @RequestParam(defaultValue = "") String reason,
            HttpServletResponse response,
            Model model) {
        return ofCase(viewer, id, response, model, () -> desk.lift(viewer, id, hold, reason));
    }

    private String ofCase(Viewer viewer, long id, HttpServletResponse response, Model model, Runnable act) {
        lookups.caseReference(id);
        return Refusals.act(
                act,
                "/cases/" + id + "/retention",
                RetentionException.class,
                response,
                model,
                () -> ofCase(viewer, id, model));
    }

    private String or(Viewer viewer, HttpServletResponse response, Model model, Runnable act) {
        return Refusals.act(
                act, "/retention", RetentionException.class, response, model, () -> retention(viewer, model));
    }
}
