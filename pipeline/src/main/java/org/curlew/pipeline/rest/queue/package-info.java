/** The queue, and overrides of it. */
package org.curlew.pipeline.rest.queue;
