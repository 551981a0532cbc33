package org.curlew.triage.perceptual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

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

    /**
     * A picture whose hashes were kept.
     *
     * @param hash 32 bytes
     * @param turned the seven others, 32 bytes each in the order of {@link Dihedral}
     */
    public static PdqResult kept(byte[] hash, byte[] turned, int quality) {
        List<PdqHash> all = new ArrayList<>();
        all.add(PdqHash.of(hash));
        for (int from = 0; from < turned.length; from += PdqHash.BYTES) {
            all.add(PdqHash.of(Arrays.copyOfRange(turned, from, from + PdqHash.BYTES)));
        }
        return new PdqResult(quality, all);
    }

    /** The hashes of the seven turned and mirrored pictures, one behind the other: 448 lower-case hexadecimal digits. */
    public String turnedHex() {
        return dihedral.stream().skip(1).map(PdqHash::hex).collect(Collectors.joining());
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
