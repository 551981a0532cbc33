/** Finding the children nobody knows yet: material in no set, first-generation candidates, referrals, and what is left by series. */
package org.curlew.grading.victims;
