package org.curlew.storage.packs;

import java.util.List;

/**
 * What the check of the packs found.
 *
 * @param packs how many the database knows
 * @param missing object keys that the database knows and the store has not
 * @param extra object keys that the store has and the database knows not: left by a crash, without a key
 * @param damaged what is in the store and is not what was sealed
 * @param missingKeys the force's keys that packs need and the key folder has not
 */
public record PackReport(
        long packs, List<String> missing, List<String> extra, List<Damage> damaged, List<String> missingKeys) {

    /**
     * One damaged pack.
     *
     * @param media digests of the media in it that cannot be read, lower-case hex; empty when its packing alone is hurt
     */
    public record Damage(String objectKey, String what, List<String> media) {}

    /** Whether every stored media can be read; extra objects cost room and nothing else. */
    public boolean sound() {
        return missing.isEmpty() && damaged.isEmpty() && missingKeys.isEmpty();
    }
}
