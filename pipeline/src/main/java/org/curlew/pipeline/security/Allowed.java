package org.curlew.pipeline.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The roles that may call an endpoint; on a class, for all of its endpoints. An endpoint without it is refused to
 * everybody ({@link RoleGate}), so that a new one cannot be forgotten.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Allowed {

    Role[] value() default {};

    /** Anyone who is signed in. */
    boolean everyone() default false;

    /** Also nobody: the sign-in page and its parts. */
    boolean nobody() default false;
}
