/** Grades, appended and never overwritten, and the sessions they are given in. */
package org.curlew.grading.sessions;
