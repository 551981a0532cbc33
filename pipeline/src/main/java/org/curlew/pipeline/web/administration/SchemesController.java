package org.curlew.pipeline.web.administration;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.Refusals;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.SchemeConfirmations;
import org.curlew.triage.schemes.SchemeConfirmations.Waiting;
import org.curlew.triage.schemes.SchemeException;
import org.curlew.triage.schemes.Schemes;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Category schemes, and how two administrators confirm their numbers against the force's own documents. */
@Page
@Allowed(Role.ADMINISTRATOR)
class SchemesController {

    private final Schemes schemes;
    private final SchemeConfirmations confirmations;

    SchemesController(Schemes schemes, SchemeConfirmations confirmations) {
        this.schemes = schemes;
        this.confirmations = confirmations;
    }

    /**
     * A scheme with what waits for a second person.
     *
     * @param numbers those that wait
     * @param own whether the viewer checked one of them and so does not decide
     */
    record Shown(Scheme scheme, List<Waiting> waiting, Set<Integer> numbers, boolean own) {

        /** Whether a number is neither confirmed nor waiting. */
        public boolean open() {
            return scheme.categories().stream().anyMatch(c -> !c.confirmed() && !numbers.contains(c.number()));
        }
    }

    @GetMapping("/administration/schemes")
    String schemes(Viewer viewer, Model model) {
        List<Waiting> waiting = confirmations.waiting();
        model.addAttribute(
                "schemes",
                schemes.list().stream().map(s -> shown(s, waiting, viewer)).toList());
        return "administration/schemes";
    }

    private static Shown shown(Scheme scheme, List<Waiting> all, Viewer viewer) {
        List<Waiting> waiting = all.stream()
                .filter(w -> w.scheme().equals(scheme.name()) && w.version() == scheme.version())
                .toList();
        return new Shown(
                scheme,
                waiting,
                waiting.stream().flatMap(w -> w.numbers().stream()).collect(Collectors.toSet()),
                waiting.stream().anyMatch(w -> w.proposedBy().equals(viewer.name())));
    }

    @PostMapping("/administration/schemes/{name}/{version}/checked")
    String checked(
            Viewer viewer,
            @PathVariable String name,
            @PathVariable int version,
            @RequestParam(required = false) List<Integer> numbers,
            @RequestParam(defaultValue = "") String source,
            HttpServletResponse response,
            Model model) {
        return or(
                viewer,
                response,
                model,
                () -> confirmations.propose(
                        schemes.get(name, version), numbers == null ? List.of() : numbers, source, viewer.name()));
    }

    @PostMapping("/administration/schemes/{name}/{version}/decision")
    String decide(
            Viewer viewer,
            @PathVariable String name,
            @PathVariable int version,
            @RequestParam(defaultValue = "false") boolean agreed,
            @RequestParam(defaultValue = "") String reason,
            HttpServletResponse response,
            Model model) {
        return or(viewer, response, model, () -> confirmations.decide(name, version, agreed, reason, viewer.name()));
    }

    private String or(Viewer viewer, HttpServletResponse response, Model model, Runnable act) {
        return Refusals.act(
                act, "/administration/schemes", SchemeException.class, response, model, () -> schemes(viewer, model));
    }
}
