package org.curlew.triage.reviews;

import java.util.List;
import java.util.stream.Collectors;

/** A review, audit or recommendation that is refused; the message says which part and what to do. */
public class ReviewException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A list that can be written out with the exception. */
    private final List<ReviewGap> gaps;

    /** Refused as a whole: there is no place in a review where it is put right. */
    public ReviewException(String message) {
        super(message);
        this.gaps = List.of();
    }

    /** A review that is not signed for what it lacks. */
    public ReviewException(String what, List<ReviewGap> gaps) {
        super(what + ": " + gaps.stream().map(ReviewGap::text).collect(Collectors.joining("; ")));
        this.gaps = List.copyOf(gaps);
    }

    /** What a review lacks, in the order of the message; empty where the refusal is about something else. */
    public List<ReviewGap> gaps() {
        return gaps;
    }
}
