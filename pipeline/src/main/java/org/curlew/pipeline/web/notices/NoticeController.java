package org.curlew.pipeline.web.notices;

import java.util.List;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.Slice;
import org.curlew.triage.obligations.Notifications.Notification;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** "What was I told, and have I said that I saw it?" */
@Page
@Allowed({
    Role.EXAMINER,
    Role.GRADER,
    Role.POLIT_SUPERVISOR,
    Role.VIO,
    Role.COMMAND,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    Role.WELFARE
})
class NoticeController {

    private static final int ROWS = 50;

    private final NoticeDesk desk;

    NoticeController(NoticeDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/notifications")
    String notices(Viewer viewer, @RequestParam(defaultValue = "1") int page, Model model) {
        List<Notification> open = desk.open(viewer);
        model.addAttribute("slice", Slice.of(open, page, ROWS));
        return "notices/notices";
    }

    @PostMapping("/notifications")
    String acknowledge(Viewer viewer, @RequestParam(name = "id", required = false) List<Long> ids) {
        desk.acknowledge(viewer, ids == null ? List.of() : ids);
        return "redirect:/notifications";
    }
}
