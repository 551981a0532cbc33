package org.curlew.pipeline.filesystems.compression;

import java.util.Arrays;

/** A canonical prefix code by the lengths of its words: short words by a table, the others by counting. */
final class PrefixCode {

    private static final int LONGEST = 16;
    private static final int QUICK = 10;

    private final short[] quick = new short[1 << QUICK];
    private final int[] counts = new int[LONGEST + 1];
    private final int[] firstWord = new int[LONGEST + 1];
    private final int[] firstPlace = new int[LONGEST + 1];
    private final short[] symbols;

    PrefixCode(int most) {
        symbols = new short[most];
    }

    /** @param lengths of each symbol's word, at most 16; 0 for a symbol that does not occur */
    void build(byte[] lengths, int number) throws CorruptUnitException {
        Arrays.fill(counts, 0);
        for (int i = 0; i < number; i++) {
            counts[lengths[i]]++;
        }
        counts[0] = 0;
        int word = 0;
        int place = 0;
        for (int length = 1; length <= LONGEST; length++) {
            firstWord[length] = word;
            firstPlace[length] = place;
            word += counts[length];
            place += counts[length];
            if (word > 1 << length) {
                throw new CorruptUnitException("its code has too many words");
            }
            word <<= 1;
        }
        int[] places = firstPlace.clone();
        for (int i = 0; i < number; i++) {
            if (lengths[i] != 0) {
                symbols[places[lengths[i]]++] = (short) i;
            }
        }
        Arrays.fill(quick, (short) 0);
        for (int length = 1; length <= QUICK; length++) {
            for (int i = 0; i < counts[length]; i++) {
                int at = firstWord[length] + i << QUICK - length;
                short entry = (short) (symbols[firstPlace[length] + i] << 4 | length);
                Arrays.fill(quick, at, at + (1 << QUICK - length), entry);
            }
        }
    }

    int next(WordBits bits) throws CorruptUnitException {
        int sixteen = bits.peek();
        int entry = quick[sixteen >>> LONGEST - QUICK] & 0xffff;
        if (entry != 0) {
            bits.skip(entry & 15);
            return entry >>> 4;
        }
        for (int length = QUICK + 1; length <= LONGEST; length++) {
            int index = (sixteen >>> LONGEST - length) - firstWord[length];
            if (index >= 0 && index < counts[length]) {
                bits.skip(length);
                return symbols[firstPlace[length] + index];
            }
        }
        throw new CorruptUnitException("a word is not in its code");
    }
}
