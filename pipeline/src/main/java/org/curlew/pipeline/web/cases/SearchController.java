package org.curlew.pipeline.web.cases;

import java.util.List;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Search from every page. The question is sent in the form: it can name a person, and addresses are kept in logs. */
@Page
class SearchController {

    private final Search search;

    SearchController(Search search) {
        this.search = search;
    }

    @PostMapping("/search")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO, Role.GRADER, Role.AUDITOR, Role.COMMAND})
    String search(
            Viewer viewer,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String why,
            Model model) {
        String question = q.strip();
        boolean asksWhy = search.asksWhy() && why.isBlank();
        List<Search.Found> found =
                question.length() < 2 || asksWhy ? List.of() : search.find(viewer, question, why.strip());
        model.addAttribute("asksWhy", asksWhy);
        model.addAttribute("q", question);
        model.addAttribute("found", found);
        model.addAttribute("limit", Search.LIMIT);
        return "cases/search";
    }
}
