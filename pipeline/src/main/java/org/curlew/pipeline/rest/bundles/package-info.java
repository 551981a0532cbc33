/** Releases to CAID and what became of what was sent. */
package org.curlew.pipeline.rest.bundles;
