/** Tests of the victim-identification lane. */
package org.curlew.grading.victims;
