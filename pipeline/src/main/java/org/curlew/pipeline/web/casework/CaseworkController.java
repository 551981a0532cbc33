package org.curlew.pipeline.web.casework;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.triage.obligations.ActsDone;
import org.curlew.triage.obligations.ObligationException;
import org.curlew.triage.register.RegisterException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The forms of the case page. */
@Page
@Allowed(Role.POLIT_SUPERVISOR)
class CaseworkController {

    private final CaseworkDesk desk;

    CaseworkController(CaseworkDesk desk) {
        this.desk = desk;
    }

    /** Something refused; field is "form" where it concerns the whole. */
    record Problem(String field, String text) {}

    @GetMapping({"/cases/{id}/record/{act}", "/cases/{id}/record/{act}/{person}"})
    String form(
            Viewer viewer,
            @PathVariable long id,
            @PathVariable String act,
            @PathVariable(required = false) Long person,
            Model model) {
        Act chosen = desk.act(act);
        About about = desk.about(viewer, id, chosen, person);
        show(chosen, about, desk.present(chosen, about), List.of(), model);
        return "casework/record";
    }

    @PostMapping({"/cases/{id}/record/{act}", "/cases/{id}/record/{act}/{person}"})
    String record(
            Viewer viewer,
            @PathVariable long id,
            @PathVariable String act,
            @PathVariable(required = false) Long person,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Act chosen = desk.act(act);
        About about = desk.about(viewer, id, chosen, person);
        Answers answers = new Answers(chosen.fields().apply(about), request::getParameter);
        try {
            desk.record(viewer, chosen, about, answers);
            return "redirect:/cases/" + id;
        } catch (RegisterException e) {
            show(chosen, about, answers.values(), problems(chosen, about, e), model);
        } catch (ObligationException e) {
            show(chosen, about, answers.values(), List.of(new Problem("form", e.getMessage())), model);
        }
        response.setStatus(422);
        return "casework/record";
    }

    @PostMapping("/cases/{id}/plans/{plan}/approve")
    String approve(
            Viewer viewer,
            @PathVariable long id,
            @PathVariable long plan,
            @RequestParam(defaultValue = "0") int version) {
        desk.approve(viewer, id, plan, version);
        return "redirect:/cases/" + id;
    }

    @PostMapping("/cases/{id}/plans/{plan}/end")
    String end(
            Viewer viewer,
            @PathVariable long id,
            @PathVariable long plan,
            @RequestParam(defaultValue = "0") int version,
            @RequestParam(defaultValue = "") String reason) {
        desk.end(viewer, id, plan, version, reason);
        return "redirect:/cases/" + id;
    }

    @PostMapping("/cases/{id}/done")
    String done(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String rule,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String findings,
            @RequestParam(required = false) ActsDone.Rank rank) {
        desk.done(viewer, id, rule, subject, findings, rank);
        return "redirect:/cases/" + id;
    }

    private static void show(Act act, About about, Map<String, String> values, List<Problem> problems, Model model) {
        Map<String, String> byField = new LinkedHashMap<>();
        problems.forEach(p -> byField.putIfAbsent(p.field(), p.text()));
        model.addAttribute("act", act);
        model.addAttribute("about", about);
        model.addAttribute("fields", act.fields().apply(about));
        model.addAttribute("values", values);
        model.addAttribute("problems", problems);
        model.addAttribute("wrong", byField);
    }

    /** One problem a field, in the words of the form; what names no field of it is about the whole. */
    private static List<Problem> problems(Act act, About about, RegisterException refusal) {
        if (refusal.problems().isEmpty()) {
            return List.of(new Problem("form", refusal.getMessage()));
        }
        Map<String, String> labels = new LinkedHashMap<>();
        act.fields().apply(about).forEach(f -> labels.put(f.name(), f.label()));
        return refusal.problems().stream()
                .map(p -> labels.containsKey(p.field())
                        ? new Problem(p.field(), labels.get(p.field()) + ": " + p.what())
                        : new Problem("form", p.toString()))
                .toList();
    }
}
