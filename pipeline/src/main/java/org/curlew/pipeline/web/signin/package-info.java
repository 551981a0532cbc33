/** Signing in and out, and one's own account: password, second factor, sessions. */
package org.curlew.pipeline.web.signin;
