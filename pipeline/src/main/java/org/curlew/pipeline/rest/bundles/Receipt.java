package org.curlew.pipeline.rest.bundles;

import java.util.List;
import java.util.Map;
import org.curlew.grading.caid.Rejections;
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
        Rejections reasons = new Rejections();
        for (String md5 : rejectedMd5 == null ? List.<String>of() : rejectedMd5) {
            add(reasons, "rejectedMd5", md5, reason);
        }
        for (Rejection one : rejected == null ? List.<Rejection>of() : rejected) {
            add(reasons, "rejected", one == null ? null : one.md5(), one == null ? null : one.reason());
        }
        return reasons.reasons();
    }

    private static void add(Rejections reasons, String where, String md5, String given) {
        switch (reasons.add(md5, given).orElse(null)) {
            case NO_DIGEST -> throw ApiException.badParameter(where, "holds something that is no MD5 in hex");
            case TWO_REASONS ->
                throw ApiException.badParameter(where, "names MD5 " + md5 + " twice, with two reasons: send one");
            // what has no reason is refused where it is entered
            case NO_REASON -> {}
            case null -> {}
        }
    }
}
