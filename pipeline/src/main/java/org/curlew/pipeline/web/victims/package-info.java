/** The victim identification officer's pages. */
package org.curlew.pipeline.web.victims;
