/** Checks VICS files, ours and others', against the model and against what receivers stumble over, as fast as they can be read. */
package org.curlew.grading.vics.lint;
