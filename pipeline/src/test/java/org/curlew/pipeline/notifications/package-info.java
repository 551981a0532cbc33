/** Digests against a real mail server. */
package org.curlew.pipeline.notifications;
