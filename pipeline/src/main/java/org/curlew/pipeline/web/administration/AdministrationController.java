package org.curlew.pipeline.web.administration;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.pipeline.web.Page;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Users and their roles, and what state the application is in. */
@Page
@Allowed(Role.ADMINISTRATOR)
class AdministrationController {

    private final Accounts accounts;
    private final Lookups lookups;

    AdministrationController(Accounts accounts, Lookups lookups) {
        this.accounts = accounts;
        this.lookups = lookups;
    }

    @GetMapping("/administration")
    String users(Model model) {
        model.addAttribute("users", accounts.all());
        model.addAttribute("roles", Role.values());
        model.addAttribute("failed", lookups.exhibitsIn(List.of("FAILED"), 200).size());
        return "administration/users";
    }

    /** The one-time password is shown once, on the answer to this form. */
    @PostMapping("/administration/users")
    String create(
            Viewer viewer,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String displayName,
            @RequestParam(required = false) List<Role> roles,
            @RequestParam(defaultValue = "") String teams,
            Model model) {
        Accounts.Created created = accounts.create(name.strip(), displayName, set(roles), teams(teams), viewer.name());
        model.addAttribute("created", created.name());
        model.addAttribute("password", created.oneTimePassword());
        return users(model);
    }

    @GetMapping("/administration/users/{name}")
    String user(@PathVariable String name, Model model) {
        model.addAttribute(
                "user", accounts.find(name).orElseThrow(() -> new NotFoundException("There is no account " + name)));
        model.addAttribute("roles", Role.values());
        return "administration/user";
    }

    @PostMapping("/administration/users/{name}/roles")
    String setRoles(
            Viewer viewer,
            @PathVariable String name,
            @RequestParam(required = false) List<Role> roles,
            @RequestParam(defaultValue = "") String teams) {
        accounts.setRolesAndTeams(name, set(roles), teams(teams), viewer.name());
        return "redirect:/administration";
    }

    @PostMapping("/administration/users/{name}/disabled")
    String setDisabled(Viewer viewer, @PathVariable String name, @RequestParam boolean disabled) {
        accounts.setDisabled(name, disabled, viewer.name());
        return "redirect:/administration";
    }

    @PostMapping("/administration/users/{name}/reset")
    String reset(Viewer viewer, @PathVariable String name, Model model) {
        model.addAttribute("password", accounts.reset(name, viewer.name()));
        model.addAttribute("created", name);
        return users(model);
    }

    private static Set<Role> set(List<Role> roles) {
        return roles == null || roles.isEmpty() ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(roles);
    }

    private static Set<String> teams(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .collect(Collectors.toSet());
    }
}
