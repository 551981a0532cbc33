/** A grader's own time with media, everybody's for the welfare lead, and a supervisor's leave to look on. */
package org.curlew.pipeline.rest.exposure;
