/** Tests of the package, and invented samples for them. */
package org.curlew.grading.media;
