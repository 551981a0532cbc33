package org.curlew.triage.hashsets.index;

import java.util.List;

/**
 * One digest to which one set gives several categories. All are kept and all are answered; nobody's grade is dropped.
 *
 * @param digest lower-case hex
 * @param categories in rising order
 */
public record Conflict(DigestKind kind, String digest, List<Integer> categories) {}
