/** The grader's pages: what needs eyes, and grading it. */
package org.curlew.pipeline.web.grading;
