package org.curlew.grading.vics;

import java.util.Map;
import java.util.TreeMap;

/**
 * What went into a file.
 *
 * @param leftOut what the profile has no place for, in words, with how often
 */
public record VicsWritten(long media, long mediaFiles, Map<String, Long> leftOut) {

    public VicsWritten {
        leftOut = new TreeMap<>(leftOut);
    }
}
