/** Letting a grader look on in spite of a break or the day's hours: a supervisor's act, with a reason, which shows no figure. */
package org.curlew.pipeline.web.lookon;
