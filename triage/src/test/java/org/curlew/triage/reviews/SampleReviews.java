package org.curlew.triage.reviews;

import java.time.Instant;
import java.util.function.Function;
import org.curlew.triage.obligations.World;
import org.curlew.triage.register.CaseEntries;
import org.curlew.triage.reviews.Review.Answer;

/** Cases with a supervisor, and reviews with an answer to every question. */
final class SampleReviews {

    private SampleReviews() {}

    /** A case opened at an instant, whose first review the clocks know. */
    static long openCase(World world, String reference, Instant openedAt, String officer, String supervisor) {
        long id = world.exhibits.openCase(reference, "sergeant");
        world.register.add(
                CaseEntries.images(id, openedAt)
                        .officer(officer)
                        .team("POLIT")
                        .supervisor(supervisor)
                        .entry(),
                "sergeant",
                "opened");
        world.obligations.tick();
        return id;
    }

    /** Words of a review that speak of the child; the marker tells one review from another. */
    static String words(String marker, ReviewRules.Part part, String question) {
        return marker + " the child was seen at home by the social worker, " + part.name() + " " + question;
    }

    /** Answers every question of an open review in these words. */
    static void answer(Reviews reviews, Review review, String marker) {
        answer(reviews, review, marker, Answer::of);
    }

    /** The same; one question is answered otherwise. */
    static void answer(Reviews reviews, Review review, String marker, Function<String, Answer> otherwise) {
        for (ReviewRules.Part part : reviews.rules().parts()) {
            for (String question : part.questions().keySet()) {
                String key = part.number() + "." + question;
                String words = words(marker, part, question);
                Answer answer = key.equals("7.enquiries") ? otherwise.apply(words) : Answer.of(words);
                reviews.answer(review.id(), key, answer, "Sample");
            }
        }
    }
}
