package org.curlew.pipeline.web.audit;

import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who did what, when, to what. */
@Page
@Allowed(Role.AUDITOR)
class AuditController {

    private static final int EVENTS = 100;

    private final AuditDesk desk;
    private final CaseAccess access;
    private final Accounts accounts;

    AuditController(AuditDesk desk, CaseAccess access, Accounts accounts) {
        this.desk = desk;
        this.access = access;
        this.accounts = accounts;
    }

    @GetMapping("/audit")
    String audit(Model model) {
        return show("", "", "", model);
    }

    /** What is asked is sent in the form, not in the address: it can name a person. */
    @PostMapping("/audit")
    String ask(
            @RequestParam(defaultValue = "") String actor,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String kind,
            Model model) {
        return show(actor.strip(), subject.strip(), kind.strip(), model);
    }

    @PostMapping("/audit/verify")
    String verify(Model model) {
        model.addAttribute("verdict", desk.verify());
        return show("", "", "", model);
    }

    @PostMapping("/audit/emergencies/{id}/seen")
    String seen(Viewer viewer, @PathVariable long id) {
        access.seen(viewer, id);
        return "redirect:/audit";
    }

    private String show(String actor, String subject, String kind, Model model) {
        model.addAttribute("chain", desk.chain());
        model.addAttribute("entries", desk.ask(actor, subject, kind));
        model.addAttribute("actor", actor);
        model.addAttribute("subject", subject);
        model.addAttribute("kind", kind);
        model.addAttribute("emergencies", access.unseenEmergencies());
        model.addAttribute("events", accounts.events(EVENTS));
        return "audit/audit";
    }
}
