package org.curlew.triage.hashsets;

/**
 * A row that could not be used.
 *
 * @param file file name
 * @param place {@code line 17}, {@code byte 4096}, {@code row 3}
 * @param reason why
 * @param content the row, cut to 200 characters; null where it is no text
 */
public record RejectedRow(String file, String place, String reason, String content) {}
