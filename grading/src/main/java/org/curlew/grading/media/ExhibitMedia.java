package org.curlew.grading.media;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A distinct media with every place where it lies on an exhibit, or on those of a case, in a stable order. */
public record ExhibitMedia(Content content, List<Occurrence> occurrences) {

    // Exact before near, graver numbers are not comparable between schemes: the set's name decides, so the choice is
    // stable.
    private static final Comparator<Match> TRUSTED_FIRST = Comparator.comparing((Match m) -> m.precategorizes() ? 0 : 1)
            .thenComparing(m -> m.category() == null ? 1 : 0)
            .thenComparing(Match::set)
            .thenComparing(Match::version);

    /**
     * One place.
     *
     * @param exhibit the exhibit's reference
     * @param match what a set said when this exhibit was matched, null for nothing
     */
    public record Occurrence(String exhibit, Place place, Match match) {}

    public ExhibitMedia {
        occurrences = List.copyOf(occurrences);
    }

    /** The exact match of an illegal set, when there is one: the category that stands before anybody has graded. */
    public Optional<Match> precategory() {
        return occurrences.stream()
                .map(Occurrence::match)
                .filter(m -> m != null && m.precategorizes())
                .min(TRUSTED_FIRST);
    }
}
