/** What a grader is shown: re-encoded, small, and never the original bytes. */
package org.curlew.pipeline.renditions;
