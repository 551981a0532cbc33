/** Tests of the limits on a grader's time with media. */
package org.curlew.grading.exposure;
