package org.curlew.pipeline.web.storage;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.Refusals;
import org.curlew.storage.retention.ExhibitProperty.Event;
import org.curlew.storage.retention.RetentionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** "Which exhibits may go back, and which are forfeited?" */
@Page
class PropertyController {

    private final PropertyDesk desk;

    PropertyController(PropertyDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/property")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.AUDITOR})
    String property(Viewer viewer, Model model) {
        model.addAttribute("shown", desk.show(viewer));
        model.addAttribute("mayAct", viewer.isAny(Role.EXAMINER, Role.POLIT_SUPERVISOR));
        model.addAttribute("mayConfirm", viewer.is(Role.POLIT_SUPERVISOR));
        return "storage/property";
    }

    @PostMapping("/property/{id}")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR})
    String act(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(required = false) Event event,
            @RequestParam(required = false) LocalDate on,
            @RequestParam(defaultValue = "") String party,
            @RequestParam(defaultValue = "") String note,
            HttpServletResponse response,
            Model model) {
        return or(viewer, response, model, () -> {
            if (event == null || on == null) {
                throw new RetentionException("Say what happened, and on which day");
            }
            desk.act(viewer, id, event, on, party, note);
        });
    }

    @PostMapping("/property/{id}/decision")
    @Allowed(Role.POLIT_SUPERVISOR)
    String decide(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String decision,
            @RequestParam(defaultValue = "") String reason,
            HttpServletResponse response,
            Model model) {
        return or(viewer, response, model, () -> desk.decide(viewer, id, decision.equals("confirm"), reason));
    }

    private String or(Viewer viewer, HttpServletResponse response, Model model, Runnable act) {
        return Refusals.act(act, "/property", RetentionException.class, response, model, () -> property(viewer, model));
    }
}
