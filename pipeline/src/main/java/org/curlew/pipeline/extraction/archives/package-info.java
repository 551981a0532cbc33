/** Archives: one class a format, each a list of members whose content can be copied out; nothing is written to disk. */
package org.curlew.pipeline.extraction.archives;
