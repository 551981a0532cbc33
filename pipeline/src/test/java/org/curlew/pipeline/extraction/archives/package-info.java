/** Times of members in the notations of their formats. */
package org.curlew.pipeline.extraction.archives;
