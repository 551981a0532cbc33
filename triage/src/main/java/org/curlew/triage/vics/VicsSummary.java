package org.curlew.triage.vics;

/**
 * A VICS file that was read to its end.
 *
 * @param header its head
 * @param cases cases in it
 * @param media media rows delivered
 * @param rejected media rows without a usable digest, each reported as a finding
 */
public record VicsSummary(VicsHeader header, int cases, long media, long rejected) {}
