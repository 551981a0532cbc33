package org.curlew.grading.caid;

import java.time.Instant;
import java.util.List;
import org.curlew.grading.vics.VicsProfile;

/**
 * What a bundle says of itself, in its file {@code bundle.json}.
 *
 * @param draft not released by two people; never to be uploaded
 * @param releasedBy the two who released it, empty for a draft
 * @param made when it was made; given from outside, so that the same input gives the same bytes
 */
public record BundleFacts(
        String caseReference,
        VicsProfile profile,
        String scheme,
        int schemeVersion,
        boolean draft,
        List<String> releasedBy,
        Instant made,
        String toolVersion) {

    public BundleFacts {
        releasedBy = List.copyOf(releasedBy);
    }
}
