/** Volumes and file systems through The Sleuth Kit's library. */
package org.curlew.pipeline.filesystems;
