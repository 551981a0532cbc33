/** The binding to libtsk. */
package org.curlew.pipeline.filesystems;
