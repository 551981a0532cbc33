package org.curlew.pipeline.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses an endpoint to every role it is not declared for, to all when nothing is declared, and to tokens without its scope. */
@Component
@org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication
public class RoleGate implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            throw new AccessDeniedException("Only declared endpoints are served");
        }
        Allowed allowed = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Allowed.class);
        if (allowed == null) {
            allowed = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Allowed.class);
        }
        if (allowed == null) {
            throw new AccessDeniedException("The endpoint declares no role");
        }
        if (!allowed.nobody() && !mayCall(allowed, Viewers.of(request))) {
            throw new AccessDeniedException("The endpoint is not for this role");
        }
        ApiCaller.of(request).ifPresent(caller -> requireScope(caller, method));
        return true;
    }

    private static void requireScope(ApiCaller caller, HandlerMethod method) {
        Scoped scoped = method.getMethodAnnotation(Scoped.class);
        if (scoped == null) {
            throw new TokenRefusedException("This is not for tokens: sign in to the pages for it");
        }
        if (!caller.scopes().contains(scoped.value())) {
            throw new TokenRefusedException(
                    "The token lacks the scope " + scoped.value().label());
        }
    }

    private static boolean mayCall(Allowed allowed, Viewer viewer) {
        return viewer != null && (allowed.everyone() || viewer.isAny(allowed.value()));
    }
}
