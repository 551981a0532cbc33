package org.curlew.pipeline.web.notifications;

import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Notices;
import org.curlew.pipeline.web.Page;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What a person was told and has not acknowledged; nothing leaves the list by itself. */
@Page
@Allowed(everyone = true)
class NotificationsController {

    private final Notices notices;

    NotificationsController(Notices notices) {
        this.notices = notices;
    }

    @GetMapping("/notifications")
    String open(Viewer viewer, Model model) {
        model.addAttribute("notices", notices.open(viewer));
        model.addAttribute("most", Notices.MOST);
        return "notifications/notifications";
    }

    @PostMapping("/notifications/{id}")
    String acknowledge(Viewer viewer, @PathVariable long id) {
        notices.acknowledge(viewer, id);
        return "redirect:/notifications";
    }
}
