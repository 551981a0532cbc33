package org.curlew.pipeline.web.administration;

import java.util.List;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.administration.RuleVersions.Version;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.QueueRules;
import org.curlew.triage.rules.RuleFileException;
import org.curlew.triage.rules.RuleFiles;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Rule files with their difference and a dry run on today's queue. */
@Page
@Allowed(Role.ADMINISTRATOR)
class RulesController {

    private final Queue queue;
    private final RuleVersions versions;

    RulesController(Queue queue, RuleVersions versions) {
        this.queue = queue;
        this.versions = versions;
    }

    @GetMapping("/administration/rules")
    String rules(Model model) {
        QueueRules inForce = queue.rules();
        List<Version> all = versions.all();
        model.addAttribute("inForce", inForce.version());
        model.addAttribute("versions", all);
        String body = body(all);
        if (!model.containsAttribute("text")) {
            model.addAttribute("text", body);
        }
        List<LineDiff.Line> changes = LineDiff.of(body, (String) model.getAttribute("text"));
        model.addAttribute("changes", changes);
        model.addAttribute("since", inForce(all));
        return "administration/rules";
    }

    /** Says what the file would change, or with {@code load} brings it into force. */
    @PostMapping("/administration/rules")
    String tryRules(
            Viewer viewer,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "false") boolean load,
            Model model) {
        model.addAttribute("text", text);
        try {
            if (load) {
                queue.loadRules(text, viewer.name());
                model.addAttribute(
                        "said", "Version " + queue.rules().version() + " is in force; the queue is ranked by it.");
            } else {
                QueueRules candidate = RuleFiles.read("queue.yaml", text, QueueRules.class);
                int moved = queue.wouldMove(candidate);
                model.addAttribute("said", (moved == 1 ? "1 exhibit" : moved + " exhibits") + " would change band.");
            }
        } catch (RuleFileException e) {
            model.addAttribute("refusal", e.getMessage());
        }
        return rules(model);
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

    /** The queue's version in force, where one was ever loaded. */
    private static Version inForce(List<Version> versions) {
        return versions.stream()
                .filter(v -> v.kind().equals("queue") && v.id() != RuleVersions.SHIPPED)
                .findFirst()
                .orElse(null);
    }

    private String body(List<Version> all) {
        Version version = inForce(all);
        return versions.text("queue", version == null ? RuleVersions.SHIPPED : version.id());
    }
}
