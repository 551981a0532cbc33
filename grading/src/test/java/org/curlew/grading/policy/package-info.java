/** Tests of what a force's grading rules may say. */
package org.curlew.grading.policy;
