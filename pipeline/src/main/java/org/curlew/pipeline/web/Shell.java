package org.curlew.pipeline.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.curlew.pipeline.application.ToolVersion;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.security.Viewers;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What every page shows around its own content: who is signed in, where they can go, and where they are. Kept with the
 * request, so that a page of failure has it too.
 */
@Component
@ConditionalOnWebApplication
class Shell extends OncePerRequestFilter {

    /** As the search's own endpoint declares. */
    private static final Role[] SEARCHING = {
        Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO, Role.GRADER, Role.AUDITOR, Role.COMMAND
    };

    private final Words words;
    private final Assets assets;
    private final Notices notices;

    Shell(Words words, Assets assets, Notices notices) {
        this.notices = notices;
        this.words = words;
        this.assets = assets;
    }

    /** An entry of the navigation. */
    public record Link(String text, String href, boolean current) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Viewer viewer = Viewers.of(request);
        request.setAttribute("me", viewer);
        request.setAttribute("words", words);
        request.setAttribute("assets", assets);
        request.setAttribute("searches", viewer != null && !viewer.mustChange() && viewer.isAny(SEARCHING));
        // Asked only where a page is drawn: assets and pictures cost no look-up.
        request.setAttribute("unacknowledged", (Supplier<String>)
                () -> viewer == null || viewer.mustChange() ? "No notifications" : notices.waiting(viewer));
        request.setAttribute("toolVersion", ToolVersion.text());
        request.setAttribute(
                "navigation",
                viewer == null || viewer.mustChange() ? List.of() : links(viewer, request.getRequestURI()));
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static List<Link> links(Viewer viewer, String path) {
        Set<String[]> found = new LinkedHashSet<>();
        if (viewer.is(Role.POLIT_SUPERVISOR)) {
            found.add(new String[] {"Released suspects", "/suspects"});
            found.add(new String[] {"Reviews", "/reviews"});
            found.add(new String[] {"Imports", "/imports"});
        }
        if (viewer.is(Role.EXAMINER)) {
            found.add(new String[] {"My work", "/examiner"});
        }
        if (viewer.isAny(Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.COMMAND, Role.VIO, Role.AUDITOR)) {
            found.add(new String[] {"Queue", "/queue"});
        }
        if (viewer.is(Role.EXAMINER)) {
            found.add(new String[] {"Book in", "/book-in"});
        }
        if (viewer.is(Role.GRADER)) {
            found.add(new String[] {"Grading", "/grading"});
        }
        if (viewer.is(Role.VIO)) {
            found.add(new String[] {"Victims", "/victims"});
        }
        if (viewer.is(Role.COMMAND)) {
            found.add(new String[] {"The fortnight", "/command"});
        }
        if (viewer.isAny(Role.COMMAND, Role.EXAMINER, Role.ADMINISTRATOR)) {
            found.add(new String[] {"Storage", "/storage"});
        }
        if (viewer.is(Role.AUDITOR)) {
            found.add(new String[] {"Audit", "/audit"});
        }
        if (viewer.is(Role.WELFARE)) {
            found.add(new String[] {"Welfare", "/welfare"});
        }
        if (viewer.is(Role.ADMINISTRATOR)) {
            found.add(new String[] {"Administration", "/administration"});
        }
        List<Link> links = new ArrayList<>();
        for (String[] link : found) {
            links.add(new Link(link[0], link[1], path.equals(link[1]) || path.startsWith(link[1] + "/")));
        }
        return links;
    }
}
