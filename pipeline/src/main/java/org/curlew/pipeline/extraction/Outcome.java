package org.curlew.pipeline.extraction;

/** What became of a file. */
public enum Outcome {
    HASHED,
    UNREADABLE,
    SKIPPED
}
