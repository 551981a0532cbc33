package org.curlew.pipeline.web.administration;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.administration.RuleVersions.Version;
import org.curlew.triage.rules.RuleFileException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Rule files with their difference and a dry run on today's queue and clocks. */
@Page
@Allowed(Role.ADMINISTRATOR)
class RulesController {

    private final RulesDesk desk;
    private final RuleVersions versions;

    RulesController(RulesDesk desk, RuleVersions versions) {
        this.desk = desk;
        this.versions = versions;
    }

    @GetMapping("/administration/rules")
    String rules(@RequestParam(defaultValue = "queue") String kind, Model model) {
        RuleKind chosen = RulesDesk.kind(kind);
        RulesDesk.InForce inForce = desk.inForce(chosen);
        model.addAttribute("kind", chosen);
        model.addAttribute("kinds", RuleKind.values());
        model.addAttribute("inForce", inForce.version());
        model.addAttribute("versions", versions.all());
        if (!model.containsAttribute("text")) {
            model.addAttribute("text", inForce.text());
        }
        model.addAttribute("changes", LineDiff.of(inForce.text(), (String) model.getAttribute("text")));
        Version newest = versions.of(chosen.file()).getFirst();
        model.addAttribute("since", newest.id() == RuleVersions.SHIPPED ? null : newest);
        return "administration/rules";
    }

    /** Says what the file would change, or with {@code load} brings it into force. */
    @PostMapping("/administration/rules")
    String tryRules(
            Viewer viewer,
            @RequestParam(defaultValue = "queue") String kind,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "false") boolean load,
            HttpServletResponse response,
            Model model) {
        RuleKind chosen = RulesDesk.kind(kind);
        model.addAttribute("text", text);
        try {
            model.addAttribute("said", load ? desk.load(viewer, chosen, text) : desk.trial(chosen, text));
        } catch (RuleFileException e) {
            response.setStatus(422);
            model.addAttribute("refusal", e.getMessage());
        }
        return rules(kind, model);
    }

    /** A version with its difference to another: the one before it, unless {@code against} names one. */
    @GetMapping("/administration/rules/{kind}/{version}")
    String version(
            @PathVariable String kind,
            @PathVariable long version,
            @RequestParam(required = false) Long against,
            Model model) {
        List<Version> all = versions.of(kind);
        Version shown = find(all, version);
        int before = Math.min(all.indexOf(shown) + 1, all.size() - 1);
        Version other = against == null ? all.get(before) : find(all, against);
        model.addAttribute("all", all);
        model.addAttribute("shown", shown);
        model.addAttribute("other", other);
        model.addAttribute("changes", LineDiff.of(versions.text(kind, other.id()), versions.text(kind, shown.id())));
        model.addAttribute("text", versions.text(kind, shown.id()));
        return "administration/rule-version";
    }

    private static Version find(List<Version> all, long id) {
        return all.stream()
                .filter(v -> v.id() == id)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("There is no such version of the rule file "
                        + all.getFirst().kind()));
    }
}
