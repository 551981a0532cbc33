package org.curlew.pipeline.extraction;

/**
 * A folder or file that is not to be touched again, because the reader died on it.
 *
 * @param reason one line for the record
 */
public record Poison(Watch.Phase phase, long address, int attributeType, int attributeId, String reason) {}
