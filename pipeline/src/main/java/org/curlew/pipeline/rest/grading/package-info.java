/** What waits for a grader, and grades. */
package org.curlew.pipeline.rest.grading;
