/** Tests of what stands beside the grade. */
package org.curlew.grading.attributes;
