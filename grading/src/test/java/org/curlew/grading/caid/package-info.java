/** The upload to CAID: what may go, who released it, the signed bundle, and what became of every content. */
package org.curlew.grading.caid;
