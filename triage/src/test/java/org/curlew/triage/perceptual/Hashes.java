package org.curlew.triage.perceptual;

import java.util.SplittableRandom;

/** Invented hashes with 128 bits set, as those of real pictures have. */
final class Hashes {

    private Hashes() {}

    static PdqHash random(SplittableRandom random) {
        PdqHash hash = new PdqHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        while (!hash.regular()) {
            PdqHash changed = flip(hash, random.nextInt(256));
            boolean nearer = Math.abs(changed.bitCount() - 128) < Math.abs(hash.bitCount() - 128);
            hash = nearer ? changed : hash;
        }
        return hash;
    }

    /** The hash with {@code bits} bits changed, an even number: as many from 1 to 0 as from 0 to 1. */
    static PdqHash changed(SplittableRandom random, PdqHash hash, int bits) {
        PdqHash changed = hash;
        for (int ones = 0, zeros = 0; ones + zeros < bits; ) {
            int bit = random.nextInt(256);
            boolean untouched = bit(changed, bit) == bit(hash, bit);
            if (untouched && bit(hash, bit) && ones < bits / 2) {
                changed = flip(changed, bit);
                ones++;
            } else if (untouched && !bit(hash, bit) && zeros < bits / 2) {
                changed = flip(changed, bit);
                zeros++;
            }
        }
        return changed;
    }

    static PdqHash flip(PdqHash hash, int bit) {
        long flipped = 1L << bit;
        return switch (bit >> 6) {
            case 0 -> new PdqHash(hash.a(), hash.b(), hash.c(), hash.d() ^ flipped);
            case 1 -> new PdqHash(hash.a(), hash.b(), hash.c() ^ flipped, hash.d());
            case 2 -> new PdqHash(hash.a(), hash.b() ^ flipped, hash.c(), hash.d());
            default -> new PdqHash(hash.a() ^ flipped, hash.b(), hash.c(), hash.d());
        };
    }

    private static boolean bit(PdqHash hash, int bit) {
        long word =
                switch (bit >> 6) {
                    case 0 -> hash.d();
                    case 1 -> hash.c();
                    case 2 -> hash.b();
                    default -> hash.a();
                };
        return (word >>> bit & 1) == 1;
    }
}
