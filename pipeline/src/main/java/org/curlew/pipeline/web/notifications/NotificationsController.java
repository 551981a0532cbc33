package org.curlew.pipeline.web.notifications;

import java.util.List;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Notices;
import org.curlew.pipeline.web.Notices.Group;
import org.curlew.pipeline.web.Page;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a person was told and has not acknowledged; nothing leaves the list by itself. */
@Page
@Allowed(everyone = true)
class NotificationsController {

    private final Notices notices;

    NotificationsController(Notices notices) {
        this.notices = notices;
    }

    /** A short list is shown whole; a long one by kind and band, and the kind that was asked for in parts. */
    @GetMapping("/notifications")
    String open(
            Viewer viewer,
            @RequestParam(required = false) String kind,
            @RequestParam(defaultValue = "") String band,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        List<Group> groups = notices.groups(viewer);
        long waiting = groups.stream().mapToLong(Group::count).sum();
        // What somebody asks by name is open from the start.
        String opened = kind == null ? Notices.ASKED : kind;
        Group chosen = groups.stream()
                .filter(g -> g.kind().equals(opened) && g.band().equals(band))
                .findFirst()
                .orElse(null);
        boolean whole = waiting <= Notices.PART;
        model.addAttribute("waiting", waiting);
        model.addAttribute("groups", whole ? List.of() : groups);
        model.addAttribute("chosen", whole ? null : chosen);
        if (whole) {
            model.addAttribute("notices", notices.open(viewer));
        } else if (chosen != null) {
            long pages = (chosen.count() + Notices.PART - 1) / Notices.PART;
            int at = (int) Math.clamp(page, 1, pages);
            model.addAttribute("page", at);
            model.addAttribute("pages", pages);
            model.addAttribute("notices", notices.open(viewer, opened, band, (at - 1) * Notices.PART, Notices.PART));
        } else {
            model.addAttribute("notices", List.of());
        }
        return "notifications/notifications";
    }

    @PostMapping("/notifications/{id}")
    String acknowledge(Viewer viewer, @PathVariable long id) {
        notices.acknowledge(viewer, id);
        return "redirect:/notifications";
    }

    /** The ticked ones, or with last the whole kind and band up to the newest one that was shown. */
    @PostMapping("/notifications")
    String acknowledge(
            Viewer viewer,
            @RequestParam(required = false) List<Long> ids,
            @RequestParam(required = false) String kind,
            @RequestParam(defaultValue = "") String band,
            @RequestParam(required = false) Long last) {
        if (last != null && kind != null) {
            notices.acknowledge(viewer, kind, band, last);
        } else if (ids != null) {
            notices.acknowledge(viewer, ids);
        }
        return "redirect:/notifications";
    }
}
