package org.curlew.pipeline.web.queue;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.triage.queue.Allocations;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.QueueRules;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who examines, with which skills, and how much each has. */
@Page
@Allowed({Role.EXAMINER, Role.ADMINISTRATOR})
class ExaminersController {

    private final Allocations allocations;
    private final Queue queue;

    ExaminersController(Allocations allocations, Queue queue) {
        this.allocations = allocations;
        this.queue = queue;
    }

    @GetMapping("/examiners")
    String examiners(Model model) {
        model.addAttribute("examiners", allocations.examiners());
        model.addAttribute(
                "skills",
                queue.rules().skills().stream()
                        .map(QueueRules.Skill::skill)
                        .distinct()
                        .toList());
        return "queue/examiners";
    }

    @PostMapping("/examiners")
    String record(
            Viewer viewer,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) List<String> skills,
            @RequestParam(defaultValue = "0") int most,
            @RequestParam(required = false) LocalDate awayFrom,
            @RequestParam(required = false) LocalDate awayUntil) {
        allocations.examiner(
                name.strip(),
                skills == null ? Set.of() : new TreeSet<>(skills),
                most,
                awayFrom,
                awayUntil,
                viewer.name());
        return "redirect:/examiners";
    }
}
