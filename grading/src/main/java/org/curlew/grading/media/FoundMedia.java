package org.curlew.grading.media;

import java.util.Objects;

/**
 * A picture or video found at one place of an exhibit.
 *
 * @param match null where no set knows it
 */
public record FoundMedia(Content content, Place place, Match match) {

    public FoundMedia {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(place, "place");
    }
}
