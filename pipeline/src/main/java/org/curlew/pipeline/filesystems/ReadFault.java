package org.curlew.pipeline.filesystems;

/**
 * The range of the media that could not be read, and why.
 *
 * @param offset first byte in the media
 * @param length bytes
 * @param reason one line
 */
public record ReadFault(long offset, long length, String reason) {}
