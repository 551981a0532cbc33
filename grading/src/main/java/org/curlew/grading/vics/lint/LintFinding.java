package org.curlew.grading.vics.lint;

import java.util.List;

/**
 * One kind of thing wrong with one field, however often.
 *
 * @param field entity and field, such as {@code Media.PhotoDNA}; "" where the file as a whole is meant
 * @param count how often
 * @param examples the first places, at most {@link #SHOWN}
 */
public record LintFinding(LintRule rule, String field, long count, List<Example> examples) {

    public static final int SHOWN = 20;

    /**
     * One place.
     *
     * @param mediaIndex number of the media row from 0, -1 outside of one
     * @param byteOffset in the file, for UTF-16 in its characters times two; -1 where none applies
     * @param value the offending text, cut to 80 characters; null for none
     */
    public record Example(long mediaIndex, long byteOffset, String value) {}

    public LintFinding {
        examples = List.copyOf(examples);
    }

    /** One line for people. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(rule.severity().toString())
                .append(' ')
                .append(rule)
                .append(field.isEmpty() ? "" : " " + plain(field))
                .append(": ")
                .append(rule.meaning())
                .append(count > 1 ? " (" + count + " times)" : "");
        if (!examples.isEmpty()) {
            Example first = examples.getFirst();
            line.append(first.mediaIndex() >= 0 ? ", first in media row " + first.mediaIndex() : "")
                    .append(first.byteOffset() >= 0 ? " at byte " + first.byteOffset() : "")
                    .append(first.value() == null ? "" : ": " + plain(first.value()));
        }
        if (!rule.knownOf().isEmpty()) {
            line.append(". Known of ").append(rule.knownOf());
        }
        return line.toString();
    }

    /** Names and values are other people's text: a line end or an escape in one must not forge a line or drive a terminal. */
    static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
