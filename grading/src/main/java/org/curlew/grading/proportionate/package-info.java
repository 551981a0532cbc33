/** When the rest of a case may stay ungraded: a policy in data, a drawn sample, a second person's approval, and what is left over. */
package org.curlew.grading.proportionate;
