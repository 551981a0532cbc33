package org.curlew.triage.perceptual;

/**
 * A known hash that is near. A suggestion for a person to look at: it never carries a grade over by itself.
 *
 * @param reference what the index's builder was told to call the known hash
 * @param hash the known hash
 * @param distance differing bits, 0 to 31
 * @param turn how the query picture has to be turned to look like the known one
 */
public record NearMatch(long reference, PdqHash hash, int distance, Dihedral turn) {}
