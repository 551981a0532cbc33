package org.curlew.pipeline.web.command;

import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.web.Page;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page the fortnightly meeting looks at. */
@Page
@Allowed(Role.COMMAND)
class CommandController {

    private final Fortnight fortnight;

    CommandController(Fortnight fortnight) {
        this.fortnight = fortnight;
    }

    @GetMapping("/command")
    String command(Model model) {
        model.addAttribute("shown", fortnight.show());
        return "command/command";
    }
}
