package org.curlew.triage.hashsets;

import java.util.List;
import java.util.Map;
import org.curlew.triage.hashsets.index.Conflict;

/**
 * What an import did.
 *
 * @param version the version it made, with its state
 * @param files the files, in order
 * @param digests distinct digests by kind's label
 * @param rejectedRows the first of the rows that could not be used
 * @param conflicts the first of the digests with several categories
 * @param unknownCategories numbers that the scheme does not have, with how many rows carry them
 * @param notes what somebody should know about the files
 * @param seconds how long it took
 */
public record ImportReport(
        SetVersion version,
        List<SourceFile> files,
        Map<String, Long> digests,
        List<RejectedRow> rejectedRows,
        List<Conflict> conflicts,
        Map<Integer, Long> unknownCategories,
        List<String> notes,
        double seconds) {}
