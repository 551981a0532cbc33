/** Tests of when the rest of a case may stay ungraded. */
package org.curlew.grading.proportionate;
