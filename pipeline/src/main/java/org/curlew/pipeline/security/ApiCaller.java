package org.curlew.pipeline.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/** The token a request came with; a request of a signed-in browser has none. */
public record ApiCaller(long tokenId, Set<Scope> scopes) {

    private static final String ATTRIBUTE = ApiCaller.class.getName();

    public ApiCaller {
        scopes = Set.copyOf(scopes);
    }

    public static Optional<ApiCaller> of(HttpServletRequest request) {
        return Optional.ofNullable((ApiCaller) request.getAttribute(ATTRIBUTE));
    }

    void attach(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
