/** Who is who and who may see what: accounts, second factor, sessions, roles, and need-to-know by case. */
package org.curlew.pipeline.security;
