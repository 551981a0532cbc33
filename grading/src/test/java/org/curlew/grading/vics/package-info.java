/** Writing, checking and repairing VICS files. */
package org.curlew.grading.vics;
