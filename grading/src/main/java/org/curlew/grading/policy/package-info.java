/** The force's grading rules as a versioned file. */
package org.curlew.grading.policy;
