package org.curlew.pipeline.security;

import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/** What every request goes through: who it is, a token against forged forms, and the headers that bind the browser. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class WebSecurity {

    /** No script, style or picture from elsewhere or from within a page; nothing may frame the application. */
    static final String CONTENT_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'");

    /** A grader's gallery, of a case or of a round of second grading. */
    private static final Pattern GALLERY = Pattern.compile("/(second-)?grading/\\d+");

    /** Calls of scripts: by a token, or by the session of a signed-in browser with its token against forged forms. */
    private static final Problem NOT_SIGNED_IN = Problem.of(
            401,
            "not-signed-in",
            "You are not signed in",
            "The call has no token and no session",
            "Authorization",
            "Send a token made on your account page");

    private static final Problem FORGED = Problem.of(
            403,
            "no-form-token",
            "The call was not accepted",
            "A call with a session needs the header X-CSRF-TOKEN of that session",
            "X-CSRF-TOKEN",
            "Call with a token instead, or send the session's header");

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, SessionGate gate, BearerGate bearer) throws Exception {
        common(http.securityMatcher("/api/**"), gate)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .csrf(csrf -> csrf.ignoringRequestMatchers(BearerGate::carriesToken))
                .exceptionHandling(e -> e.authenticationEntryPoint((_, response, _) -> {
                            response.setHeader("WWW-Authenticate", "Bearer");
                            NOT_SIGNED_IN.send(response);
                        })
                        .accessDeniedHandler((_, response, _) -> FORGED.send(response)))
                .addFilterBefore(bearer, SessionGate.class)
                .addFilterBefore(new BodyLimit(), CsrfFilter.class);
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, SessionGate gate, ProviderSignIn provider) throws Exception {
        provider.configure(http);
        common(http, gate)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(
                                "/sign-in",
                                "/sign-in/code",
                                "/assets/*",
                                "/oauth2/authorization/*",
                                "/login/oauth2/code/*")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(e -> e.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/sign-in")));
        return http.build();
    }

    /** What holds for every request, of a page or of a script. */
    private static HttpSecurity common(HttpSecurity http, SessionGate gate) throws Exception {
        return http.formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .securityContext(
                        context -> context.securityContextRepository(new HttpSessionSecurityContextRepository()))
                .addFilterBefore(gate, AuthorizationFilter.class)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        // after the policy of all pages: a clip that the gallery fetched is played from the browser's
                        // memory
                        .addHeaderWriter((request, response) -> {
                            if (GALLERY.matcher(request.getRequestURI()).matches()) {
                                response.setHeader("Content-Security-Policy", CONTENT_POLICY + "; media-src blob:");
                            }
                        })
                        .frameOptions(frame -> frame.deny())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .httpStrictTransportSecurity(
                                tls -> tls.maxAgeInSeconds(Duration.ofDays(365).toSeconds()))
                        .addHeaderWriter(new StaticHeadersWriter("Cross-Origin-Opener-Policy", "same-origin"))
                        .addHeaderWriter(new StaticHeadersWriter("Cross-Origin-Resource-Policy", "same-origin"))
                        .addHeaderWriter(new StaticHeadersWriter(
                                "Permissions-Policy",
                                "camera=(), microphone=(), geolocation=(), usb=(), display-capture=()")));
    }

    @Bean
    BearerGate bearerGate(
            ApiTokens tokens,
            Clock clock,
            @Value("${curlew.api.wrong-tokens:30}") int wrong,
            @Value("${curlew.api.calls-a-minute:600}") int calls) {
        return new BearerGate(
                tokens,
                new AddressLimit(wrong, Duration.ofMinutes(5)),
                new AddressLimit(calls, Duration.ofMinutes(1)),
                clock);
    }

    @Bean
    FilterRegistrationBean<BearerGate> bearerOnlyInTheChain(BearerGate gate) {
        FilterRegistrationBean<BearerGate> registration = new FilterRegistrationBean<>(gate);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    SessionGate sessionGate(AppSessions sessions) {
        return new SessionGate(sessions);
    }

    /** The gate is part of the security chain alone. */
    @Bean
    FilterRegistrationBean<SessionGate> gateOnlyInTheChain(SessionGate gate) {
        FilterRegistrationBean<SessionGate> registration = new FilterRegistrationBean<>(gate);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    AddressLimit signInLimit(@Value("${curlew.web.sign-in-tries:30}") int tries) {
        return new AddressLimit(tries, Duration.ofMinutes(5));
    }
}
