package org.curlew.pipeline.web.grading;

import jakarta.servlet.http.HttpSession;
import org.curlew.grading.sessions.Sessions;
import org.curlew.pipeline.security.Viewer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Graders' sessions on the pages, one a case and sign-in: each begins with what is shown first and ends with a break. */
@Component
@ConditionalOnWebApplication
public class Sittings {

    private static final String KEY = Sittings.class.getName();

    private final Sessions sessions;
    private final ExposureClock exposure;

    Sittings(Sessions sessions, ExposureClock exposure) {
        this.sessions = sessions;
        this.exposure = exposure;
    }

    /** The person's sitting at the case as it is. */
    public Sitting now(Viewer viewer, long caseId, HttpSession http) {
        return new Sitting(
                viewer.name(), caseId, http.getAttribute(KEY + caseId) instanceof Long session ? session : null);
    }

    /** The same, with a session that begins now where there is none, unless the person may not look. */
    public Sitting begun(Viewer viewer, long caseId, HttpSession http) {
        Sitting now = now(viewer, caseId, http);
        if (now.session() == null && exposure.state(viewer.name()).mayLook()) {
            http.setAttribute(
                    KEY + caseId, sessions.start(caseId, viewer.name()).id());
        }
        return now(viewer, caseId, http);
    }

    /** Nothing more is shown for now. */
    public void rest(Sitting sitting, HttpSession http) {
        if (sitting.session() != null) {
            sessions.end(sitting.session(), "break");
            http.removeAttribute(KEY + sitting.caseId());
        }
    }
}
