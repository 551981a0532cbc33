/** Stopping before everything is graded: proposals, their samples and another person's decision. */
package org.curlew.pipeline.web.proportionate;
