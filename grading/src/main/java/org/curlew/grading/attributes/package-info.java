/** What is known of a media beside its grade: attributes, comments, and the graded parts of a video. Added, never altered. */
package org.curlew.grading.attributes;
