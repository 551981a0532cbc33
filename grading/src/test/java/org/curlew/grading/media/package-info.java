/** Distinct media of the exhibits and every place where each was found. */
package org.curlew.grading.media;
