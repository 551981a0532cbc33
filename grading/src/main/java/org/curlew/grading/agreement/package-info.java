/** How far graders agree: blind second grading of drawn samples, kappa with its interval, and drift over time. */
package org.curlew.grading.agreement;
