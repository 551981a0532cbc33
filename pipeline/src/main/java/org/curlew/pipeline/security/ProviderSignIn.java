package org.curlew.pipeline.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/**
 * Signing in through the force's OpenID provider, where {@code spring.security.oauth2.client.*} names one. What the provider says is
 * used once, to open a session like any other; none of its tokens is kept.
 */
@Component
@ConditionalOnWebApplication
public class ProviderSignIn {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);

    private final ObjectProvider<ClientRegistrationRepository> registrations;
    private final ProviderAccounts arrivals;
    private final SignIn signIn;
    private final SessionGate gate;

    ProviderSignIn(
            ObjectProvider<ClientRegistrationRepository> registrations,
            ProviderAccounts arrivals,
            SignIn signIn,
            SessionGate gate) {
        this.registrations = registrations;
        this.arrivals = arrivals;
        this.signIn = signIn;
        this.gate = gate;
    }

    /** A way to sign in beside the local accounts. */
    public record Way(String id, String name) {
        public String address() {
            return "/oauth2/authorization/" + id;
        }
    }

    /** The configured providers; none unless the configuration names one. */
    public List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        if (registrations.getIfAvailable() instanceof Iterable<?> all) {
            for (Object one : all) {
                ClientRegistration registration = (ClientRegistration) one;
                ways.add(new Way(registration.getRegistrationId(), registration.getClientName()));
            }
        }
        return ways;
    }

    /** The words for a refusal's code; null where there is no such refusal. */
    public static String refusal(String code) {
        for (ProviderAccounts.Refusal refusal : ProviderAccounts.Refusal.values()) {
            if (refusal.name().equals(code)) {
                return refusal.words();
            }
        }
        return null;
    }

    void configure(HttpSecurity http) throws Exception {
        if (ways().isEmpty()) {
            return;
        }
        http.oauth2Login(login -> login.loginPage("/sign-in")
                .authorizedClientRepository(new Forgetting())
                .successHandler(this::arrived)
                .failureHandler(this::failed));
    }

    private void arrived(HttpServletRequest request, HttpServletResponse response, Authentication arrived)
            throws IOException {
        if (!(arrived.getPrincipal() instanceof OidcUser user)) {
            refuse(request, response, ProviderAccounts.Refusal.PROVIDER);
            return;
        }
        ProviderAccounts.Arrival arrival =
                arrivals.arrive(user.getIssuer().toString(), user.getSubject(), user.getFullName(), user.getClaims());
        if (arrival.refusal() != null) {
            refuse(request, response, arrival.refusal());
            return;
        }
        signIn.succeeded(arrival.account());
        gate.begin(arrival.account().viewer(), request, response);
        response.sendRedirect("/");
    }

    private void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        LOG.warn("The OpenID provider's answer was refused: {}", e.getMessage());
        refuse(request, response, ProviderAccounts.Refusal.PROVIDER);
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, ProviderAccounts.Refusal why)
            throws IOException {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
        response.sendRedirect("/sign-in?refused=" + why.name());
    }

    /** Keeps no access token: nothing here calls the provider again. */
    private static final class Forgetting implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
                String registration, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            LOG.debug("The provider's tokens are not kept");
        }

        @Override
        public void removeAuthorizedClient(
                String registration,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            LOG.debug("None of the provider's tokens was kept");
        }
    }
}
