package org.curlew.pipeline.extraction.archives;

/**
 * A file in an archive, as the archive's own directory has it.
 *
 * @param name bytes, normally UTF-8, as they stand: "../../etc/passwd" is a name like any other
 * @param modified ISO 8601, "" where there is none; with Z in UTC, without it the packer's local time, whose zone nobody knows
 */
public record Member(byte[] name, String modified) {}
