package org.curlew.triage.perceptual;

import java.util.ArrayList;
import java.util.List;

/**
 * How a hash is cut into words for multi-index hashing (Norouzi, Punjani, Fleet 2012). Two hashes at distance 31 or less agree
 * in at least one word up to that word's radius, because the radii plus one add up to 32: were every word off by more than its
 * radius, the distance would be 32 at least. So no match is missed.
 *
 * <p>Few wide words mean many buckets to look into, many narrow words mean full buckets. 16 words (radius 1) suit small sets, 11
 * words (radius 2, one of them 1) suit ten million hashes.
 */
record WordScheme(List<HashWord> words) {

    static final int FEW_ENTRIES = 16;
    static final int MANY_ENTRIES = 11;
    private static final int MIDDLING_ENTRIES = 13;

    static WordScheme forEntries(long entries) {
        if (entries < 200_000) {
            return ofWords(FEW_ENTRIES);
        }
        return ofWords(entries < 2_000_000 ? MIDDLING_ENTRIES : MANY_ENTRIES);
    }

    static WordScheme ofWords(int count) {
        int needed = PdqResult.GREATEST_DISTANCE + 1;
        int radius = needed / count - 1;
        int wider = needed - count * (radius + 1);
        List<HashWord> words = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            words.add(HashWord.of(index, count, index < wider ? radius + 1 : radius));
        }
        return new WordScheme(List.copyOf(words));
    }
}
