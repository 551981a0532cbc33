/** What waits for a person's acknowledgement. */
package org.curlew.pipeline.web.notifications;
