package org.curlew.pipeline.stages;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the statuses of pictures and videos mean for whoever watches the command; the whole reason stands with each of them. */
final class ReadingOutcomes {

    private ReadingOutcomes() {}

    /** Counts by status as "2 read only in part, 1 too damaged to be decoded". */
    static String inWords(Map<String, Long> statuses) {
        return statuses.entrySet().stream()
                .map(e -> e.getValue() + " " + inWords(e.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String inWords(String status) {
        return switch (status) {
            case "PARTIAL" -> "read only in part";
            case "BROKEN" -> "too damaged to be decoded";
            case "TOO_LARGE" -> "too large to be decoded";
            case "UNREADABLE" -> "whose bytes cannot be read";
            case "DIED" -> "on which the decoder died";
            default -> "not decoded (" + status.toLowerCase(Locale.ROOT).replace('_', ' ') + ")";
        };
    }
}
