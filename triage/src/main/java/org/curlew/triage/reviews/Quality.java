package org.curlew.triage.reviews;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.curlew.triage.reviews.Review.Answer;
import org.curlew.triage.reviews.Review.Decision;
import org.curlew.triage.reviews.ReviewGap.Place;

/** What may close a review, and what sends a closed one to audit. */
final class Quality {

    private final ReviewRules rules;

    Quality(ReviewRules rules) {
        this.rules = rules;
    }

    /** What stands between the review and its signature; empty when it may close. */
    List<ReviewGap> missing(Map<String, Answer> answers, Decision decision, List<Review.Action> actions) {
        List<ReviewGap> missing = new ArrayList<>();
        for (ReviewRules.Part part : rules.parts()) {
            part.questions().keySet().stream().sorted().forEach(question -> {
                Answer answer = answers.get(part.number() + "." + question);
                if (answer == null || answer.blank()) {
                    boolean unreasoned = answer != null && answer.noChange();
                    missing.add(ReviewGap.question(
                            part, question, unreasoned ? "\"no change\" without a reason" : "blank"));
                }
            });
        }
        if (decision == null) {
            missing.add(ReviewGap.last(Place.DECISION, "the decision is blank"));
        }
        if (actions.isEmpty() && decision == Decision.CONTINUE) {
            missing.add(
                    ReviewGap.last(Place.ACTIONS, "a case that goes on has at least one action with owner and date"));
        }
        for (Review.Action action : actions) {
            if (blank(action.what()) || blank(action.owner()) || action.due() == null) {
                missing.add(ReviewGap.last(Place.ACTIONS, "an action lacks its words, owner or date"));
            }
        }
        if (missing.isEmpty() && deviceDelayAlone(answers)) {
            missing.add(ReviewGap.parts(
                    rules.childParts(),
                    "they speak only of devices; a review cannot close on device delay alone. Say what is known of the"
                            + " children and the risk"));
        }
        return missing;
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    /** No part about children says anything that is not about devices. */
    boolean deviceDelayAlone(Map<String, Answer> answers) {
        return rules.parts().stream()
                .filter(p -> rules.childParts().contains(p.number()))
                .flatMap(p -> p.questions().keySet().stream().map(q -> answers.get(p.number() + "." + q)))
                .noneMatch(a -> a != null && !a.noChange() && aboutPeople(a.text()));
    }

    /** Names a person, or what protects one, more than devices. */
    private boolean aboutPeople(String text) {
        List<String> words = words(text);
        long people = words.stream().filter(rules.personWords()::contains).count();
        long devices = words.stream().filter(rules.forensicWords()::contains).count();
        return people > devices;
    }

    /** Why a closed review goes to audit, or null. */
    String flag(Map<String, Answer> answers, Map<String, Answer> previous) {
        String all = text(answers);
        if (!aboutPeople(all)) {
            return "names only exhibits";
        }
        if (previous != null) {
            double alike = similarity(all, text(previous));
            if (alike >= rules.similarity().flagFrom()) {
                return String.format(Locale.UK, "repeats the last review (%.0f %% alike)", alike * 100);
            }
        }
        return null;
    }

    private static String text(Map<String, Answer> answers) {
        StringBuilder all = new StringBuilder();
        new TreeMap<>(answers).values().forEach(a -> all.append(a.words()).append('\n'));
        return all.toString();
    }

    /** Shared runs of three words over all runs of three words (Jaccard); 1 for equal texts, 0 where nothing is shared. */
    static double similarity(String one, String other) {
        Set<String> a = runs(one);
        Set<String> b = runs(other);
        Set<String> union = new HashSet<>(a);
        union.addAll(b);
        a.retainAll(b);
        return union.isEmpty() ? 0 : (double) a.size() / union.size();
    }

    private static Set<String> runs(String text) {
        List<String> words = words(text);
        Set<String> runs = new HashSet<>();
        for (int i = 0; i < words.size(); i++) {
            runs.add(String.join(" ", words.subList(i, Math.min(words.size(), i + 3))));
        }
        return runs;
    }

    private static List<String> words(String text) {
        return text == null
                ? List.of()
                : List.of(text.toLowerCase(Locale.UK).split("[^\\p{L}\\p{N}]+")).stream()
                        .filter(w -> !w.isBlank())
                        .toList();
    }
}
