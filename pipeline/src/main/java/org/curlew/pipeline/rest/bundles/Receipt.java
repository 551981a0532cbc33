package org.curlew.pipeline.rest.bundles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.pipeline.rest.ApiException;

/**
 * CAID's answer: all was received but the named media.
 *
 * @param rejected each rejected media with the reason that CAID gave for it
 * @param rejectedMd5 MD5s in hex of those that were rejected for one and the same reason
 * @param reason that one reason
 */
record Receipt(List<Rejection> rejected, List<String> rejectedMd5, String reason) {

    /** A rejected media, MD5 in hex, and CAID's reason. */
    record Rejection(String md5, String reason) {}

    /**
     * Reasons by MD5 in lower case, from both forms.
     *
     * @throws ApiException something is no MD5, or a media is named with two reasons: nothing is entered
     */
    Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>();
        for (String md5 : rejectedMd5 == null ? List.<String>of() : rejectedMd5) {
            put(reasons, "rejectedMd5", md5, reason);
        }
        for (Rejection one : rejected == null ? List.<Rejection>of() : rejected) {
            put(reasons, "rejected", one == null ? null : one.md5(), one == null ? null : one.reason());
        }
        return reasons;
    }

    private static void put(Map<String, String> reasons, String where, String md5, String given) {
        if (md5 == null || !md5.matches("[0-9a-fA-F]{32}")) {
            throw ApiException.badParameter(where, "holds something that is no MD5 in hex");
        }
        String why = given == null ? "" : given.strip();
        String before = reasons.put(md5.toLowerCase(Locale.ROOT), why);
        if (before != null && !before.equals(why)) {
            throw ApiException.badParameter(where, "names MD5 " + md5 + " twice, with two reasons: send one");
        }
    }
}
