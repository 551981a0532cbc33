/** How a page of media is stacked. */
package org.curlew.pipeline.web.grading;
