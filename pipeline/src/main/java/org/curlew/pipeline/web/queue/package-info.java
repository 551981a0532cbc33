/** The queue, and an examiner's own work: what is next and why. */
package org.curlew.pipeline.web.queue;
