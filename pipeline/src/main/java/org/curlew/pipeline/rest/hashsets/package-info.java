/** Hash sets and the look-up of digests. */
package org.curlew.pipeline.rest.hashsets;
