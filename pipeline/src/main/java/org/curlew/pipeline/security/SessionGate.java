package org.curlew.pipeline.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.curlew.pipeline.security.AppSessions.Current;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at every request's session in the database: one that was ended, or belongs to a closed account, is over at once, and
 * a change of roles counts from the next request. A password set by someone else opens only the page that changes it.
 */
public class SessionGate extends OncePerRequestFilter {

    private static final String SESSION_ID = SessionGate.class.getName();

    private static final Problem ENDED =
            Problem.of(401, "signed-out", "You are not signed in", "The session ended", null, "Sign in again");
    private static final Problem MUST_CHANGE = Problem.of(
            403,
            "password-due",
            "The password must be changed",
            "It was set by someone else and opens nothing but its own change",
            null,
            "Change it on the page /account/password");

    private final AppSessions sessions;

    SessionGate(AppSessions sessions) {
        this.sessions = sessions;
    }

    /** Begins a session under a new identifier, so that one planted before signing in is worth nothing. */
    public void begin(Viewer viewer, HttpServletRequest request, HttpServletResponse response) {
        HttpSession old = request.getSession(false);
        if (old != null) {
            old.invalidate();
        }
        HttpSession session = request.getSession(true);
        sessions.open(viewer, session.getId(), request.getRemoteAddr());
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(token(viewer));
        SecurityContextHolder.setContext(context);
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    }

    /** Ends the request's own session. */
    public void end(Viewer viewer, HttpServletRequest request) {
        if (request.getAttribute(SESSION_ID) instanceof Long id) {
            sessions.end(viewer, id, "signed out");
        }
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }

    /** The number of the session a request belongs to, as the person's own list shows it. */
    public static long sessionId(HttpServletRequest request) {
        return request.getAttribute(SESSION_ID) instanceof Long id ? id : -1;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication now = SecurityContextHolder.getContext().getAuthentication();
        HttpSession session = request.getSession(false);
        boolean byToken = ApiCaller.of(request).isPresent();
        if (!byToken && session != null && now != null && now.getPrincipal() instanceof Viewer known) {
            Optional<Current> current = sessions.current(session.getId(), known, byPerson(request));
            if (current.isEmpty()) {
                session.invalidate();
                SecurityContextHolder.clearContext();
                leave(request, response, "/sign-in?ended", ENDED);
                return;
            }
            Viewer viewer = current.get().viewer();
            request.setAttribute(SESSION_ID, current.get().sessionId());
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(token(viewer));
            SecurityContextHolder.setContext(context);
            if (viewer.mustChange() && !opensBeforeChange(request.getRequestURI())) {
                leave(request, response, "/account/password", MUST_CHANGE);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    /** A page leads to another page; a call of the API is answered. */
    private static void leave(HttpServletRequest request, HttpServletResponse response, String page, Problem problem)
            throws IOException {
        if (request.getRequestURI().startsWith("/api/")) {
            problem.send(response);
        } else {
            response.sendRedirect(page);
        }
    }

    /** A page left open asks for its events again and again, which must not keep a session that nobody sits at. */
    private static boolean byPerson(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept == null || !accept.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    private static boolean opensBeforeChange(String path) {
        return path.equals("/account/password") || path.equals("/sign-out") || path.startsWith("/assets/");
    }

    private static Authentication token(Viewer viewer) {
        return UsernamePasswordAuthenticationToken.authenticated(viewer, null, java.util.List.of());
    }
}
