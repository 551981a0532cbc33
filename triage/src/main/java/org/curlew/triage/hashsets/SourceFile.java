package org.curlew.triage.hashsets;

/**
 * A file that went into a version.
 *
 * @param name its file name
 * @param bytes its size
 * @param sha256 its digest, lower-case hex
 * @param format the format its content was found to be
 * @param entries rows taken from it
 * @param rejected rows of it that could not be used
 */
public record SourceFile(String name, long bytes, String sha256, String format, long entries, long rejected) {}
