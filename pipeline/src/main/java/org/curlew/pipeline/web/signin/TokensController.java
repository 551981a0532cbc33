package org.curlew.pipeline.web.signin;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.curlew.pipeline.security.AccountException;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.ApiTokens;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own API tokens: made with a name, scopes and an end, shown once, ended at any time. */
@Page
@Allowed(everyone = true)
class TokensController {

    private final ApiTokens tokens;

    TokensController(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping("/account/tokens")
    String list(Viewer viewer, Model model) {
        model.addAttribute("tokens", tokens.mine(viewer));
        model.addAttribute("scopes", Scope.values());
        model.addAttribute("now", java.time.Instant.now());
        return "account/tokens";
    }

    /** The token is shown once, on the answer to this form. */
    @PostMapping("/account/tokens")
    String make(
            Viewer viewer,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) List<Scope> scopes,
            @RequestParam(defaultValue = "30") int days,
            HttpServletResponse response,
            Model model) {
        try {
            EnumSet<Scope> chosen =
                    scopes == null || scopes.isEmpty() ? EnumSet.noneOf(Scope.class) : EnumSet.copyOf(scopes);
            model.addAttribute(
                    "secret",
                    tokens.issue(viewer, name, chosen, Duration.ofDays(days)).secret());
        } catch (AccountException e) {
            response.setStatus(422);
            model.addAttribute("refusal", e.getMessage());
        }
        return list(viewer, model);
    }

    @PostMapping("/account/tokens/{id}/end")
    String end(Viewer viewer, @PathVariable long id) {
        tokens.revoke(viewer, id);
        return "redirect:/account/tokens";
    }
}
