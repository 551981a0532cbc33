package org.curlew.pipeline.security;

import org.springframework.security.access.AccessDeniedException;

/** A token may not be used for this; the roles of its owner are another question. */
public class TokenRefusedException extends AccessDeniedException {

    private static final long serialVersionUID = 1L;

    TokenRefusedException(String message) {
        super(message);
    }
}
