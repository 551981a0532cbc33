package org.curlew.pipeline.web;

import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.springframework.web.bind.annotation.GetMapping;

/** Everyone lands on the page of their own role; who has several, on the one where a child may be waiting. */
@Page
class HomeController {

    private static final Role[] ORDER = {
        Role.POLIT_SUPERVISOR,
        Role.EXAMINER,
        Role.VIO,
        Role.GRADER,
        Role.COMMAND,
        Role.WELFARE,
        Role.AUDITOR,
        Role.ADMINISTRATOR
    };

    @GetMapping("/")
    @Allowed(everyone = true)
    String home(Viewer viewer) {
        for (Role role : ORDER) {
            if (viewer.is(role)) {
                return "redirect:" + role.home();
            }
        }
        return "redirect:/account";
    }
}
