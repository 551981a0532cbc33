package org.curlew.grading.vics.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts findings by rule and field and keeps the first examples of each. */
final class Findings {

    // Field names come from the file: a file of nothing but odd names must not fill the memory.
    private static final int KINDS = 2_000;
    private static final int VALUE = 80;

    private record Key(LintRule rule, String field) {}

    private static final class Tally {
        long count;
        final List<LintFinding.Example> examples = new ArrayList<>();
    }

    private final Map<Key, Tally> tallies = new HashMap<>();

    /** @param offset asked for only where the example is kept */
    void add(LintRule rule, String field, long mediaIndex, LongSupplier offset, String value) {
        Tally tally = tally(rule, field);
        tally.count++;
        if (tally.examples.size() < LintFinding.SHOWN) {
            tally.examples.add(new LintFinding.Example(mediaIndex, offset.getAsLong(), cut(value)));
        }
    }

    void add(LintRule rule, String field, String value) {
        add(rule, field, -1, () -> -1, value);
    }

    void add(LintRule rule, String field, long count, List<LintFinding.Example> examples) {
        Tally tally = tally(rule, field);
        tally.count += count;
        examples.stream()
                .limit(LintFinding.SHOWN - (long) tally.examples.size())
                .forEach(tally.examples::add);
    }

    List<LintFinding> list() {
        return tallies.entrySet().stream()
                .map(e -> new LintFinding(
                        e.getKey().rule(), e.getKey().field(), e.getValue().count, e.getValue().examples))
                .sorted(Comparator.comparing((LintFinding f) -> f.rule().severity())
                        .thenComparing(LintFinding::rule)
                        .thenComparing(LintFinding::field))
                .toList();
    }

    private Tally tally(LintRule rule, String field) {
        Key key = new Key(rule, tallies.size() < KINDS ? cut(field) : "(further fields)");
        return tallies.computeIfAbsent(key, _ -> new Tally());
    }

    private static String cut(String value) {
        return value == null || value.length() <= VALUE ? value : value.substring(0, VALUE);
    }
}
