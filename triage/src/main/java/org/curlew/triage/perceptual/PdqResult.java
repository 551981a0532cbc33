package org.curlew.triage.perceptual;

import java.util.List;

/**
 * A picture's PDQ.
 *
 * @param quality 0 to 100: how much structure the picture has; below {@link #LEAST_QUALITY} the hash is not matched
 * @param dihedral the hashes of the eight turned and mirrored pictures in the order of {@link Dihedral}, the first being the
 *     hash itself
 */
public record PdqResult(int quality, List<PdqHash> dihedral) {

    /** Published threshold: hashes of quality 49 and less are discarded. */
    public static final int LEAST_QUALITY = 50;

    /** Published threshold: pictures match up to this Hamming distance. */
    public static final int GREATEST_DISTANCE = 31;

    public PdqResult {
        dihedral = List.copyOf(dihedral);
    }

    public PdqHash hash() {
        return dihedral.getFirst();
    }

    public PdqHash hash(Dihedral turn) {
        return dihedral.get(turn.ordinal());
    }

    /** Whether the hash says enough about the picture to be compared with others, and if not, why. */
    public Eligibility eligibility() {
        if (quality < LEAST_QUALITY) {
            return Eligibility.LOW_QUALITY;
        }
        return hash().regular() ? Eligibility.MATCHABLE : Eligibility.IRREGULAR;
    }
}
