package org.curlew.pipeline.extraction.archives;

/**
 * A file in an archive, as the archive's own directory has it.
 *
 * @param name bytes, normally UTF-8, as they stand: "../../etc/passwd" is a name like any other
 * @param modified ISO 8601 UTC, "" where there is none; a zip's local time is taken as it stands, without a zone
 */
public record Member(byte[] name, String modified) {}
