/** Accounts, sessions and need-to-know. */
package org.curlew.pipeline.security;
