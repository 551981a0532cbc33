package org.curlew.pipeline.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.curlew.pipeline.security.AccountException;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.AppSessions;
import org.curlew.pipeline.security.SecondFactor;
import org.curlew.pipeline.security.SessionGate;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own account. */
@Page
@Allowed(everyone = true)
class AccountController {

    private static final String PROPOSED = AccountController.class.getName();
    private static final int UNPROCESSABLE = 422;

    private final Accounts accounts;
    private final AppSessions sessions;
    private final SecondFactor secondFactor;

    AccountController(Accounts accounts, AppSessions sessions, SecondFactor secondFactor) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.secondFactor = secondFactor;
    }

    @GetMapping("/account")
    String account(Viewer viewer, HttpServletRequest request, Model model) {
        model.addAttribute("account", accounts.find(viewer.name()).orElseThrow());
        model.addAttribute("sessions", sessions.mine(viewer));
        model.addAttribute("thisSession", SessionGate.sessionId(request));
        return "account/account";
    }

    @PostMapping("/account/sessions/{id}/end")
    String endSession(Viewer viewer, @PathVariable long id) {
        sessions.end(viewer, id, "ended by its owner");
        return "redirect:/account";
    }

    @GetMapping("/account/password")
    String passwordForm(Viewer viewer, Model model) {
        model.addAttribute("forced", viewer.mustChange());
        return "account/password";
    }

    @PostMapping("/account/password")
    String changePassword(
            Viewer viewer,
            @RequestParam(defaultValue = "") String present,
            @RequestParam(defaultValue = "") String fresh,
            @RequestParam(defaultValue = "") String again,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            if (!fresh.equals(again)) {
                throw new AccountException("The two new passwords differ: type the new one twice");
            }
            accounts.changePassword(viewer, present, fresh, SessionGate.sessionId(request));
            return "redirect:/";
        } catch (AccountException e) {
            response.setStatus(UNPROCESSABLE);
            model.addAttribute("refusal", e.getMessage());
            return passwordForm(viewer, model);
        }
    }

    @GetMapping("/account/second-factor")
    String secondFactorForm(HttpServletRequest request, Model model) {
        HttpSession session = request.getSession(true);
        if (!(session.getAttribute(PROPOSED) instanceof String)) {
            session.setAttribute(PROPOSED, secondFactor.propose());
        }
        model.addAttribute(
                "secret",
                ((String) session.getAttribute(PROPOSED))
                        .replaceAll("(.{4})", "$1 ")
                        .strip());
        return "account/second-factor";
    }

    @PostMapping("/account/second-factor")
    String enrol(
            Viewer viewer,
            @RequestParam(defaultValue = "") String present,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        HttpSession session = request.getSession(true);
        if (!(session.getAttribute(PROPOSED) instanceof String secret)) {
            return "redirect:/account/second-factor";
        }
        try {
            secondFactor.enrol(viewer, present, secret, code);
            session.removeAttribute(PROPOSED);
            return "redirect:/account";
        } catch (AccountException e) {
            response.setStatus(UNPROCESSABLE);
            model.addAttribute("refusal", e.getMessage());
            return secondFactorForm(request, model);
        }
    }
}
