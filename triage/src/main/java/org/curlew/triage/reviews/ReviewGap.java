package org.curlew.triage.reviews;

import java.io.Serializable;
import java.util.Set;

/**
 * Something that stands between a review and its signature.
 *
 * @param part its number; 0 where it is about several
 * @param question the short name of the question that was not answered; null where it is about something else
 * @param what what is wrong with it
 * @param text what is wrong and where, in one sentence
 */
public record ReviewGap(Place place, int part, String question, String what, String text) implements Serializable {

    /** Where in the review it is put right. */
    public enum Place {
        QUESTION,
        DECISION,
        ACTIONS,
        PARTS
    }

    static ReviewGap question(ReviewRules.Part part, String question, String what) {
        return new ReviewGap(
                Place.QUESTION,
                part.number(),
                question,
                what,
                "part " + part.number() + " (" + part.name() + "): '" + question + "' is " + what);
    }

    /** About the last part, which holds the decision and the actions. */
    static ReviewGap last(Place place, String what) {
        return new ReviewGap(place, 12, null, what, "part 12 (Actions and decision): " + what);
    }

    /** About several parts together. */
    static ReviewGap parts(Set<Integer> parts, String what) {
        return new ReviewGap(Place.PARTS, 0, null, what, "parts " + parts + ": " + what);
    }

    /** The sentence. */
    @Override
    public String toString() {
        return text;
    }
}
