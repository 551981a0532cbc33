package org.curlew.triage.obligations;

/**
 * Obligations may stand otherwise than before: the clocks have looked at cases.
 *
 * @param cases how many
 */
public record ClocksTurned(int cases) {}
