package org.curlew.pipeline.web.storage;

import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** "When are we full, and what may go?" */
@Page
@Allowed({Role.COMMAND, Role.EXAMINER, Role.ADMINISTRATOR})
class StorageController {

    private final StorageDesk desk;
    private final RetentionDesk retention;

    StorageController(StorageDesk desk, RetentionDesk retention) {
        this.desk = desk;
        this.retention = retention;
    }

    @GetMapping("/storage")
    String storage(Viewer viewer, Model model) {
        model.addAttribute("pools", desk.pools());
        model.addAttribute("thresholds", desk.thresholds());
        model.addAttribute("waiting", desk.waiting(viewer));
        model.addAttribute("accuracy", desk.accuracy());
        model.addAttribute("disposal", retention.totals());
        model.addAttribute("mayOpen", viewer.is(Role.EXAMINER));
        model.addAttribute("mayDispose", viewer.isAny(Role.POLIT_SUPERVISOR, Role.EXAMINER));
        return "storage/storage";
    }
}
