/** Graders' exposure, breaks and appointments, for the welfare lead. */
package org.curlew.pipeline.web.welfare;
