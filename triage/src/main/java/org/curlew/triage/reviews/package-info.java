/** The supervisor's 28-day review and the audit of reviews. */
package org.curlew.triage.reviews;
