package org.curlew.pipeline.web.exhibits;

import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The label that goes onto the bag: references in words, and a bar code that the search field of every page understands. */
@Page
@Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR})
class LabelController {

    private final ExhibitDesk desk;

    LabelController(ExhibitDesk desk) {
        this.desk = desk;
    }

    /** The bars hold the exhibit's number only: who finds the bag learns nothing from them. */
    @GetMapping("/exhibits/{id}/label")
    String label(Viewer viewer, @PathVariable long id, Model model) {
        ExhibitDesk.Shown shown = desk.show(viewer, id);
        String code = "CX-" + id;
        model.addAttribute("e", shown);
        model.addAttribute("code", code);
        model.addAttribute("bars", Code128.of(code));
        return "exhibits/label";
    }
}
