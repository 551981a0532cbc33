package org.curlew.pipeline.web.suspects;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.Slice;
import org.curlew.triage.obligations.Obligation;
import org.curlew.triage.obligations.Obligations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** "Who has not been looked at?" */
@Page
@Allowed(Role.POLIT_SUPERVISOR)
class SuspectsController {

    private static final int ROWS = 50;

    private final SuspectDesk desk;
    private final Lookups lookups;
    private final Clock clock;

    SuspectsController(SuspectDesk desk, Lookups lookups, Clock clock) {
        this.desk = desk;
        this.lookups = lookups;
        this.clock = clock;
    }

    @GetMapping("/suspects")
    String suspects(Viewer viewer, @RequestParam(defaultValue = "1") int page, Model model) {
        SuspectDesk.Listed listed = desk.suspects(viewer);
        model.addAttribute("headline", listed.headline());
        model.addAttribute("at", listed.at());
        model.addAttribute("slice", Slice.of(listed.places(), page, ROWS).map(desk::rows));
        model.addAttribute("outlook", desk.outlook());
        model.addAttribute("others", desk.others(viewer));
        model.addAttribute("now", clock.instant());
        return "suspects/suspects";
    }

    @GetMapping("/suspects/due/{rules}")
    @Allowed({Role.POLIT_SUPERVISOR, Role.COMMAND})
    String due(Viewer viewer, @PathVariable String rules, @RequestParam(defaultValue = "1") int page, Model model) {
        if (!rules.matches("[a-z0-9,-]{1,100}")) {
            throw new NotFoundException("There is no such list");
        }
        Instant now = clock.instant();
        List<Obligations.Due> open = desk.due(viewer, rules.split(","));
        Slice<Obligation> slice = Slice.of(open, page, ROWS).map(desk::read);
        model.addAttribute("slice", slice);
        model.addAttribute("kind", SuspectDesk.kind(rules));
        model.addAttribute("overdue", Obligations.Due.before(now, open));
        model.addAttribute("rules", rules);
        model.addAttribute(
                "references",
                lookups.references(slice.rows().stream()
                        .map(Obligation::caseId)
                        .filter(Objects::nonNull)
                        .toList()));
        model.addAttribute(
                "names",
                lookups.names(slice.rows().stream()
                        .flatMap(o -> Stream.of(o.personId(), o.childId()).filter(Objects::nonNull))
                        .distinct()
                        .toList()));
        model.addAttribute("home", viewer.is(Role.POLIT_SUPERVISOR) ? "/suspects" : "/command");
        model.addAttribute("now", now);
        return "suspects/due";
    }
}
