/** Rewrites VICS files into a profile that a receiver accepts, and lists every repair made on the way. */
package org.curlew.grading.vics.convert;
