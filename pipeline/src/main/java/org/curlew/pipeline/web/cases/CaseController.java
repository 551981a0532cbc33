package org.curlew.pipeline.web.cases;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.CaseViews;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.casework.CaseworkDesk;
import org.curlew.pipeline.web.casework.TimeLine;
import org.curlew.triage.register.RegisterException;
import org.curlew.triage.register.Release.Level;
import org.curlew.triage.register.Times;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The case page, a reassessment of risk, and who may see the case. */
@Page
class CaseController {

    private static final int VIEWS = 100;
    private static final int EVENTS = 300;

    private final CaseDesk desk;
    private final CaseAccess access;
    private final CaseViews views;
    private final Accounts accounts;
    private final TimeLine timeLine;
    private final CaseworkDesk casework;
    private final Clock clock;

    CaseController(
            CaseDesk desk,
            CaseAccess access,
            CaseViews views,
            Accounts accounts,
            TimeLine timeLine,
            CaseworkDesk casework,
            Clock clock) {
        this.desk = desk;
        this.access = access;
        this.views = views;
        this.accounts = accounts;
        this.timeLine = timeLine;
        this.casework = casework;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}")
    @Allowed({Role.POLIT_SUPERVISOR, Role.EXAMINER, Role.VIO, Role.GRADER, Role.AUDITOR, Role.COMMAND})
    String show(Viewer viewer, @PathVariable long id, Model model) {
        CaseDesk.Shown shown = desk.show(viewer, id);
        Instant now = clock.instant();
        model.addAttribute("c", shown);
        model.addAttribute(
                "overdueCount",
                shown.open().stream().filter(o -> o.overdue(now)).count());
        model.addAttribute("now", now);
        model.addAttribute("supervises", viewer.is(Role.POLIT_SUPERVISOR));
        model.addAttribute("acts", CaseworkDesk.links());
        model.addAttribute("meetings", casework.meetings(shown.open()));
        model.addAttribute("ranks", org.curlew.triage.obligations.ActsDone.Rank.values());
        model.addAttribute("done", casework.done(viewer, id));
        var events = timeLine.of(viewer, id, EVENTS);
        model.addAttribute("timeLine", events);
        model.addAttribute("timeLineCut", events.size() == EVENTS);
        model.addAttribute("seesAccess", viewer.isAny(Role.POLIT_SUPERVISOR, Role.AUDITOR));
        return "cases/case";
    }

    @GetMapping("/cases/{id}/reassess/{suspect}")
    @Allowed(Role.POLIT_SUPERVISOR)
    String reassessForm(Viewer viewer, @PathVariable long id, @PathVariable long suspect, Model model) {
        model.addAttribute("c", desk.show(viewer, id));
        model.addAttribute("s", desk.suspect(viewer, id, suspect));
        model.addAttribute("levels", Level.values());
        return "cases/reassess";
    }

    @PostMapping("/cases/{id}/reassess/{suspect}")
    @Allowed(Role.POLIT_SUPERVISOR)
    String reassess(
            Viewer viewer,
            @PathVariable long id,
            @PathVariable long suspect,
            @RequestParam(required = false) Level level,
            @RequestParam(required = false) Level confidence,
            @RequestParam(defaultValue = "") String reasons,
            @RequestParam(defaultValue = "") String changed,
            jakarta.servlet.http.HttpServletResponse response,
            Model model) {
        try {
            desk.reassess(viewer, id, suspect, level, confidence, reasons, changed);
            return "redirect:/cases/" + id;
        } catch (RegisterException e) {
            response.setStatus(422);
            model.addAttribute("refusal", e.getMessage());
            model.addAttribute("reasons", reasons);
            model.addAttribute("changed", changed);
            return reassessForm(viewer, id, suspect, model);
        }
    }

    /** The emergency way into a case of another team. */
    @PostMapping("/cases/{id}/emergency")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO})
    String emergency(Viewer viewer, @PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        access.breakGlass(viewer, id, reason);
        return "redirect:/cases/" + id;
    }

    /** Why the person looks at the case, where the force has it asked for; then on to what was asked for. */
    @PostMapping("/cases/{id}/reason")
    @Allowed({Role.POLIT_SUPERVISOR, Role.EXAMINER, Role.VIO, Role.GRADER, Role.AUDITOR, Role.COMMAND})
    String reason(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String next) {
        access.check(viewer, id);
        views.say(viewer, id, reason);
        return "redirect:" + (next.matches("/[a-z0-9][a-z0-9/-]*") ? next : "/cases/" + id);
    }

    @GetMapping("/cases/{id}/access")
    @Allowed({Role.POLIT_SUPERVISOR, Role.AUDITOR})
    String accessList(Viewer viewer, @PathVariable long id, Model model) {
        model.addAttribute("c", desk.show(viewer, id));
        model.addAttribute("given", access.ofCase(id));
        model.addAttribute("views", access.views(id, VIEWS));
        model.addAttribute("users", accounts.all());
        model.addAttribute("now", clock.instant());
        model.addAttribute("mayGive", viewer.is(Role.POLIT_SUPERVISOR));
        return "cases/access";
    }

    @PostMapping("/cases/{id}/access")
    @Allowed(Role.POLIT_SUPERVISOR)
    String give(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String user,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(required = false) LocalDate until) {
        Instant end =
                until == null ? null : until.plusDays(1).atStartOfDay(Times.UK).toInstant();
        access.grant(viewer, id, user, reason, end);
        return "redirect:/cases/" + id + "/access";
    }

    /** Ends what somebody was given before its day. */
    @PostMapping("/cases/{id}/access/end")
    @Allowed(Role.POLIT_SUPERVISOR)
    String endAccess(Viewer viewer, @PathVariable long id, @RequestParam(defaultValue = "") String user) {
        access.end(viewer, id, user);
        return "redirect:/cases/" + id + "/access";
    }
}
