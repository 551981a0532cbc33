package org.curlew.pipeline.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;

/** Finds the person a request is served for. */
public final class Viewers {

    private Viewers() {}

    /** The signed-in person, or null. */
    public static Viewer of(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof Authentication token
                        && token.getPrincipal() instanceof Viewer viewer
                ? viewer
                : null;
    }
}
