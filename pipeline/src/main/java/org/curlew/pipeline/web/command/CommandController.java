package org.curlew.pipeline.web.command;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.Paper;
import org.curlew.pipeline.web.Recent;
import org.curlew.pipeline.web.Refusals;
import org.curlew.pipeline.web.Words;
import org.curlew.triage.register.RegisterException;
import org.curlew.triage.register.Times;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page the fortnightly meeting looks at, its pack, its actions, any two dates, and what-if. */
@Page
@Allowed(Role.COMMAND)
class CommandController {

    private static final int ROWS = 200;

    private final Fortnight fortnight;
    private final Meetings meetings;
    private final Figures figures;
    private final WhatIf whatIf;
    private final Paper paper;
    private final Lookups lookups;
    private final CaseAccess access;
    private final Words words;
    private final Clock clock;

    CommandController(
            Fortnight fortnight,
            Meetings meetings,
            Figures figures,
            WhatIf whatIf,
            Paper paper,
            Lookups lookups,
            CaseAccess access,
            Words words,
            Clock clock) {
        this.fortnight = fortnight;
        this.meetings = meetings;
        this.figures = figures;
        this.whatIf = whatIf;
        this.paper = paper;
        this.lookups = lookups;
        this.access = access;
        this.words = words;
        this.clock = clock;
    }

    /** A count at two instants. */
    record Pair(Figures.Figure then, Figures.Figure now) {
        public long change() {
            return now.value() - then.value();
        }
    }

    @GetMapping("/command")
    String command(Model model) {
        Map<String, Object> values = new HashMap<>();
        board(values);
        model.addAllAttributes(values);
        return "command/command";
    }

    /** The same page for paper: charts, recommendations, actions. */
    @GetMapping(path = "/command/pack", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> pack() {
        return attached("pdf").contentType(MediaType.APPLICATION_PDF).body(paper.print("command/pack", packed()));
    }

    /** The pack as one file for a screen; sent as a file, because its style stands in it and pages here allow none. */
    @GetMapping("/command/pack/html")
    ResponseEntity<byte[]> packAsHtml() {
        return attached("html")
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(paper.html("command/pack", packed()).getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> packed() {
        Recent.Held<List<Figures.Figure>> counted = figures.on(today());
        Map<String, Object> model =
                new HashMap<>(Map.of("words", words, "figures", counted.value(), "counted", counted.at()));
        board(model);
        return model;
    }

    private ResponseEntity.BodyBuilder attached(String ending) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"OFFICIAL-SENSITIVE fortnightly pack " + today() + "." + ending + "\"");
    }

    @PostMapping("/command/actions")
    String ask(
            Viewer viewer,
            @RequestParam(defaultValue = "") String what,
            @RequestParam(defaultValue = "") String owner,
            @RequestParam(required = false) LocalDate due,
            HttpServletResponse response,
            Model model) {
        return or(response, model, () -> meetings.ask(viewer, what, owner, due));
    }

    @PostMapping("/command/actions/{id}/done")
    String done(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String outcome,
            HttpServletResponse response,
            Model model) {
        return or(response, model, () -> meetings.done(viewer, id, outcome));
    }

    @PostMapping("/command/meetings")
    String held(
            Viewer viewer,
            @RequestParam(defaultValue = "") String chair,
            @RequestParam(defaultValue = "") String note,
            HttpServletResponse response,
            Model model) {
        return or(response, model, () -> meetings.held(viewer, chair, note));
    }

    @GetMapping("/command/compare")
    String compare(
            @RequestParam(required = false) LocalDate from, @RequestParam(required = false) LocalDate to, Model model) {
        LocalDate last = to == null || to.isAfter(today()) ? today() : to;
        LocalDate first = from == null || from.isAfter(last) ? last.minusDays(28) : from;
        List<Figures.Figure> before = figures.on(first).value();
        Recent.Held<List<Figures.Figure>> counted = figures.on(last);
        List<Figures.Figure> after = counted.value();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            pairs.add(new Pair(before.get(i), after.get(i)));
        }
        model.addAttribute("pairs", pairs);
        model.addAttribute("flow", figures.between(first, last));
        model.addAttribute("counted", counted.at());
        model.addAttribute("from", first);
        model.addAttribute("to", last);
        return "command/compare";
    }

    @GetMapping("/command/graded")
    String graded(Viewer viewer, Model model) {
        LongPredicate visible = access.visibleTo(viewer);
        List<Lookups.ExhibitLine> all = lookups.exhibitsIn(List.of("GRADED", "RELEASED"), ROWS);
        model.addAttribute("all", all.size());
        model.addAttribute("cut", all.size() == ROWS);
        model.addAttribute(
                "rows", all.stream().filter(l -> visible.test(l.caseId())).toList());
        return "command/graded";
    }

    @GetMapping("/command/what-if")
    String whatIf(
            @RequestParam(required = false) Integer examiners,
            @RequestParam(defaultValue = "1") int moreExaminers,
            @RequestParam(required = false) Double hours,
            @RequestParam(required = false) Integer supervisors,
            @RequestParam(defaultValue = "0") int moreSupervisors,
            @RequestParam(defaultValue = "0") int eliminated,
            HttpServletResponse response,
            Model model) {
        var shipped = whatIf.shipped();
        WhatIf.Question question = new WhatIf.Question(
                examiners == null ? shipped.examiners() : examiners,
                moreExaminers,
                hours == null ? shipped.examinationHours() : hours,
                supervisors == null ? shipped.reviews().supervisors() : supervisors,
                moreSupervisors,
                eliminated / 100.0);
        model.addAttribute("q", question);
        model.addAttribute("eliminated", eliminated);
        try {
            model.addAttribute("answer", whatIf.run(question));
        } catch (RegisterException e) {
            response.setStatus(422);
            model.addAttribute("refusal", e.getMessage());
        }
        return "command/what-if";
    }

    private void board(Map<String, Object> model) {
        Instant since = meetings.last().map(Meetings.Meeting::heldAt).orElse(Instant.EPOCH);
        model.put("shown", fortnight.show());
        model.put("last", meetings.last().orElse(null));
        model.put("actions", meetings.actions(since));
        model.put("today", today());
    }

    private String or(HttpServletResponse response, Model model, Runnable act) {
        return Refusals.act(act, "/command#actions", RegisterException.class, response, model, () -> command(model));
    }

    private LocalDate today() {
        return clock.instant().atZone(Times.UK).toLocalDate();
    }
}
