package org.curlew.pipeline.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows the person behind an API token. A request with a token is served by the token alone, whatever cookie comes with it; one
 * with a wrong token is refused, never served as nobody.
 */
final class BearerGate extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final ApiTokens tokens;
    private final AddressLimit wrong;
    private final AddressLimit calls;
    private final Clock clock;

    /**
     * @param wrong wrong tokens an address may send
     * @param calls calls a token may make
     */
    BearerGate(ApiTokens tokens, AddressLimit wrong, AddressLimit calls, Clock clock) {
        this.tokens = tokens;
        this.wrong = wrong;
        this.calls = calls;
        this.clock = clock;
    }

    /** Whether the request names a token; then no forged form can be behind it, since no browser sends one by itself. */
    static boolean carriesToken(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!carriesToken(request)) {
            chain.doFilter(request, response);
            return;
        }
        Instant now = clock.instant();
        if (wrong.exhausted(request.getRemoteAddr(), now)) {
            tooMany(response, wrong, "wrong tokens from this address");
            return;
        }
        String secret =
                request.getHeader("Authorization").substring(SCHEME.length()).strip();
        Optional<ApiTokens.Known> known = tokens.authenticate(secret);
        if (known.isEmpty()) {
            wrong.allows(request.getRemoteAddr(), now);
            response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            Problem.of(
                            401,
                            "wrong-token",
                            "The token is not accepted",
                            "It is not known, has ended or was revoked, or its account is closed",
                            "Authorization",
                            "Make a new token on your account page")
                    .send(response);
            return;
        }
        if (!calls.allows(Long.toString(known.get().caller().tokenId()), now)) {
            tooMany(response, calls, "calls with this token");
            return;
        }
        known.get().caller().attach(request);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(known.get().viewer(), null, java.util.List.of()));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private static void tooMany(HttpServletResponse response, AddressLimit limit, String what) throws IOException {
        response.setHeader("Retry-After", Long.toString(limit.window().toSeconds()));
        Problem.of(
                        429,
                        "too-many",
                        "Too many requests",
                        "There were too many " + what,
                        null,
                        "Wait " + limit.window().toSeconds() + " seconds and call less often")
                .send(response);
    }
}
