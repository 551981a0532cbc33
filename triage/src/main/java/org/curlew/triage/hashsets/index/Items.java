package org.curlew.triage.hashsets.index;

/**
 * What a set says of one digest, in one long: set ordinal (16 bits), category (9, 256 for none), flags (7), series number (32, 0 for
 * none). The order of the longs groups sets and puts "no category" last.
 */
final class Items {

    static final int VICTIM = 1;
    static final int OFFENDER = 2;
    static final int DISTRIBUTED = 4;
    /** The entry also has an MD5, a SHA-1, a SHA-256: what the strongest agreeing digest must be. */
    static final int HAS_MD5 = 8;

    static final int HAS_SHA1 = 16;
    static final int HAS_SHA256 = 32;
    /** The entry also has a PDQ or a PhotoDNA value, so it stands among the linked rows whatever its digests. */
    static final int HAS_PERCEPTUAL = 64;

    static final int MAX_SETS = 1 << 15;
    private static final int NONE = 256;

    private Items() {}

    static long pack(int set, int category, int flags, int series) {
        long shown = category < 0 ? NONE : category;
        return (long) set << 48 | shown << 39 | (long) flags << 32 | series & 0xffffffffL;
    }

    static int set(long item) {
        return (int) (item >>> 48);
    }

    /** Null for none. */
    static Integer category(long item) {
        int category = (int) (item >>> 39) & 0x1ff;
        return category == NONE ? null : category;
    }

    static int flags(long item) {
        return (int) (item >>> 32) & 0x7f;
    }

    static int series(long item) {
        return (int) item;
    }

    static long withSet(long item, int set, int series) {
        return item & 0x0000ffff00000000L | (long) set << 48 | series & 0xffffffffL;
    }

    /** Whether the items of one set name more than one category. */
    static boolean conflict(long[] items) {
        for (int i = 1; i < items.length; i++) {
            Integer category = category(items[i]);
            if (set(items[i]) == set(items[i - 1]) && category != null && !category.equals(category(items[i - 1]))) {
                return true;
            }
        }
        return false;
    }
}
