/** Tests of agreement against published worked examples. */
package org.curlew.grading.agreement;
