package org.curlew.pipeline.web.audit;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.web.Page;
import org.curlew.storage.ledger.Chronology;
import org.curlew.triage.register.Times;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A person's accesses, and unusual ones. */
@Page
@Allowed(Role.AUDITOR)
class AccessController {

    private static final int MOST_DAYS = 366;

    private final AccessDesk desk;
    private final Clock clock;

    AccessController(AccessDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @GetMapping("/audit/accesses")
    String form(Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Times.UK);
        return show("", today.minusDays(30), today, null, model);
    }

    /** What is asked is sent in the form, not in the address: it names a person. */
    @PostMapping("/audit/accesses")
    String ask(
            @RequestParam(defaultValue = "") String person,
            @RequestParam(required = false) LocalDate from,
            @RequestParam(required = false) LocalDate to,
            Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Times.UK);
        LocalDate last = to == null ? today : to;
        LocalDate first = from == null ? last.minusDays(30) : from;
        return show(person.strip(), first, last, desk.ofPerson(person.strip(), first, last), model);
    }

    @GetMapping("/audit/unusual")
    String unusual(@RequestParam(defaultValue = "30") int days, Model model) {
        int asked = Math.clamp(days, 1, MOST_DAYS);
        model.addAttribute("days", asked);
        model.addAttribute("found", desk.unusual(asked));
        return "audit/unusual";
    }

    private static String show(String person, LocalDate from, LocalDate to, List<Chronology.Line> lines, Model model) {
        model.addAttribute("person", person);
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute("lines", lines);
        return "audit/accesses";
    }
}
