/** Types, cameras, times, names and limits of single files, without an image around them. */
package org.curlew.pipeline.extraction;
