/** One's own tokens. */
package org.curlew.pipeline.rest.tokens;
