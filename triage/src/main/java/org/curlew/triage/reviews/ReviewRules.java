package org.curlew.triage.reviews;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.curlew.triage.rules.Mark;
import org.curlew.triage.rules.RuleSet;

/** What a 28-day review must hold (practice 3.5), as read from YAML. */
public record ReviewRules(
        String version,
        String basis,
        Mark mark,
        List<Part> parts,
        Set<Integer> childParts,
        Similarity similarity,
        Set<String> forensicWords,
        Set<String> personWords,
        double defaultSlotsPerWorkingDay)
        implements RuleSet {

    /**
     * A part of the form.
     *
     * @param forensic about devices and images; it cannot close a review on its own
     * @param questions each needs an answer, by its short name
     */
    public record Part(int number, String name, boolean forensic, Map<String, String> questions) {}

    public record Similarity(double flagFrom, Mark mark) {}

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (parts == null || childParts == null || similarity == null || forensicWords == null || personWords == null) {
            return List.of(
                    "field 'parts': parts, childParts, similarity, forensicWords and personWords must all be there");
        }
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.number() != i + 1) {
                problems.add("parts row " + (i + 1) + ", field 'number': parts count from 1 without a gap");
            }
            if (part.questions() == null || part.questions().isEmpty()) {
                problems.add("parts row " + (i + 1) + ", field 'questions': at least one");
            }
        }
        if (parts.size() != 12) {
            problems.add("parts row " + parts.size() + ", field 'number': a review has twelve parts");
        }
        if (childParts.isEmpty()) {
            problems.add("field 'childParts': at least one part must be about children");
        }
        if (!(similarity.flagFrom() > 0 && similarity.flagFrom() <= 1)) {
            problems.add("similarity, field 'flagFrom': must lie above 0 and not above 1");
        }
        if (defaultSlotsPerWorkingDay <= 0) {
            problems.add("field 'defaultSlotsPerWorkingDay': must be above nought");
        }
        return problems;
    }
}
