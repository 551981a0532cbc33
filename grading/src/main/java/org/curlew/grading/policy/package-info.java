/** The force's grading rules as a versioned file, and proportionate grading under them. */
package org.curlew.grading.policy;
