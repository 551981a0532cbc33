package org.curlew.pipeline.web.administration;

import java.util.List;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.QueueRules;
import org.curlew.triage.register.Times;
import org.curlew.triage.rules.RuleFileException;
import org.curlew.triage.rules.RuleFiles;
import org.curlew.triage.schemes.Schemes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Rule files with their difference and a dry run on today's queue, and category schemes. */
@Page
@Allowed(Role.ADMINISTRATOR)
class RulesController {

    private final Queue queue;
    private final Schemes schemes;
    private final JdbcClient jdbc;

    RulesController(Queue queue, Schemes schemes, JdbcClient jdbc) {
        this.queue = queue;
        this.schemes = schemes;
        this.jdbc = jdbc;
    }

    /** A rule file that was brought into force. */
    record Loaded(String kind, String version, java.time.Instant at, String by) {}

    @GetMapping("/administration/rules")
    String rules(Model model) {
        QueueRules inForce = queue.rules();
        List<Loaded> loaded = jdbc.sql(
                        "select kind, version, loaded_at, loaded_by from rule_file order by id desc limit 50")
                .query((row, n) -> new Loaded(
                        row.getString("kind"),
                        row.getString("version"),
                        Times.instant(row, "loaded_at"),
                        row.getString("loaded_by")))
                .list();
        model.addAttribute("inForce", inForce.version());
        model.addAttribute("loaded", loaded);
        String body = body();
        if (!model.containsAttribute("text")) {
            model.addAttribute("text", body);
        }
        List<LineDiff.Line> changes = LineDiff.of(body, (String) model.getAttribute("text"));
        model.addAttribute("changes", changes);
        model.addAttribute(
                "since",
                loaded.stream()
                        .filter(l -> l.kind().equals("queue"))
                        .findFirst()
                        .orElse(null));
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

    @GetMapping("/administration/schemes")
    String schemes(Model model) {
        model.addAttribute("schemes", schemes.list());
        return "administration/schemes";
    }

    private String body() {
        return jdbc.sql("select body from rule_file where kind = 'queue' order by id desc limit 1")
                .query(String.class)
                .optional()
                .orElseGet(() -> RuleFiles.shipped("queue.yaml"));
    }
}
