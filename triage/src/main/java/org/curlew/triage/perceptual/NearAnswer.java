package org.curlew.triage.perceptual;

import java.util.List;

/**
 * What the index says about a picture. An empty list means "nothing near" only where the picture was eligible.
 *
 * @param matches nearest first
 */
public record NearAnswer(Eligibility eligibility, List<NearMatch> matches) {
    public NearAnswer {
        matches = List.copyOf(matches);
    }
}
