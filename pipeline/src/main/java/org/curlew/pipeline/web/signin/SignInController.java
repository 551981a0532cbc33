package org.curlew.pipeline.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.curlew.pipeline.security.Accounts.Account;
import org.curlew.pipeline.security.AddressLimit;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.ProviderSignIn;
import org.curlew.pipeline.security.SessionGate;
import org.curlew.pipeline.security.SignIn;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in, with a second page where the account has a second factor, and signing out. */
@Page
class SignInController {

    /** The account whose password was right and whose code is awaited. */
    private static final String AWAITED = SignInController.class.getName();

    /** Says with which browser somebody signed in before; it opens nothing. */
    static final String BROWSER = "curlew-browser";

    private static final Duration BROWSER_KNOWN = Duration.ofDays(180);

    private final SignIn signIn;
    private final SessionGate gate;
    private final AddressLimit limit;
    private final ProviderSignIn provider;
    private final Clock clock;

    SignInController(SignIn signIn, SessionGate gate, AddressLimit limit, ProviderSignIn provider, Clock clock) {
        this.signIn = signIn;
        this.gate = gate;
        this.limit = limit;
        this.provider = provider;
        this.clock = clock;
    }

    /** Ways to sign in beside the local accounts, on every page of signing in. */
    @ModelAttribute("ways")
    List<ProviderSignIn.Way> ways() {
        return provider.ways();
    }

    @GetMapping("/sign-in")
    @Allowed(nobody = true)
    String form(
            @RequestParam(required = false) String ended, @RequestParam(required = false) String refused, Model model) {
        model.addAttribute("ended", ended != null);
        model.addAttribute("refusal", ProviderSignIn.refusal(refused));
        return "signin/sign-in";
    }

    @PostMapping("/sign-in")
    @Allowed(nobody = true)
    String check(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            @CookieValue(name = BROWSER, required = false) String browser,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        String account = name.strip().toLowerCase(Locale.ROOT);
        // Where many come from one address, one of them must not use up the tries of all.
        if (!signIn.knows(account, browser) && !limit.allows(request.getRemoteAddr(), clock.instant())) {
            return refuse(
                    model, response, "signin/sign-in", "Too many tries from this computer: wait five minutes", 429);
        }
        SignIn.Outcome outcome = signIn.password(account, password, browser);
        if (outcome.refusal() != null) {
            return refuse(model, response, "signin/sign-in", outcome.refusal(), 401);
        }
        if (outcome.account().secondFactor()) {
            HttpSession session = request.getSession(true);
            request.changeSessionId();
            session.setAttribute(AWAITED, outcome.account().id());
            return "redirect:/sign-in/code";
        }
        return enter(outcome.account(), browser, request, response);
    }

    @GetMapping("/sign-in/code")
    @Allowed(nobody = true)
    String codeForm(HttpServletRequest request) {
        return awaited(request) == null ? "redirect:/sign-in" : "signin/code";
    }

    @PostMapping("/sign-in/code")
    @Allowed(nobody = true)
    String checkCode(
            @RequestParam(defaultValue = "") String code,
            @CookieValue(name = BROWSER, required = false) String browser,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Long id = awaited(request);
        if (id == null) {
            return "redirect:/sign-in";
        }
        if (!signIn.knows(id, browser) && !limit.allows(request.getRemoteAddr(), clock.instant())) {
            return refuse(model, response, "signin/code", "Too many tries from this computer: wait five minutes", 429);
        }
        SignIn.Outcome outcome = signIn.code(id, code, browser);
        return outcome.refusal() == null
                ? enter(outcome.account(), browser, request, response)
                : refuse(model, response, "signin/code", outcome.refusal(), 401);
    }

    @PostMapping("/sign-out")
    @Allowed(everyone = true)
    String signOut(Viewer viewer, HttpServletRequest request) {
        gate.end(viewer, request);
        return "redirect:/sign-in";
    }

    private String enter(Account account, String browser, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(BROWSER, signIn.succeeded(account, browser))
                        .path("/sign-in")
                        .httpOnly(true)
                        .sameSite("Strict")
                        .secure(request.isSecure()
                                || request.getServletContext()
                                        .getSessionCookieConfig()
                                        .isSecure())
                        .maxAge(BROWSER_KNOWN)
                        .build()
                        .toString());
        gate.begin(account.viewer(), request, response);
        return "redirect:/";
    }

    private static Long awaited(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(AWAITED) instanceof Long id ? id : null;
    }

    private static String refuse(Model model, HttpServletResponse response, String view, String why, int status) {
        response.setStatus(HttpStatus.valueOf(status).value());
        model.addAttribute("refusal", why);
        return view;
    }
}
