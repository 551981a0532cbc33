package org.curlew.pipeline.web.casework;

import java.util.Arrays;
import java.util.List;

/**
 * One field of a form.
 *
 * @param name the field of the register's record, so that what the register refuses is shown beside it
 * @param hint what the term means or what to write; "" where the label says it
 */
record Field(String name, String label, String hint, Kind kind, List<Option> options) {

    enum Kind {
        TEXT,
        LONG,
        CHOICE,
        YES,
        /** A day in the UK. */
        DAY,
        /** A day and time in the UK. */
        TIME
    }

    /** One answer of a choice. */
    record Option(String value, String label) {}

    static Field text(String name, String label, String hint) {
        return new Field(name, label, hint, Kind.TEXT, List.of());
    }

    static Field prose(String name, String label, String hint) {
        return new Field(name, label, hint, Kind.LONG, List.of());
    }

    static Field yes(String name, String label) {
        return new Field(name, label, "", Kind.YES, List.of());
    }

    static Field day(String name, String label, String hint) {
        return new Field(name, label, hint, Kind.DAY, List.of());
    }

    static Field time(String name, String label, String hint) {
        return new Field(name, label, hint, Kind.TIME, List.of());
    }

    static Field choice(String name, String label, String hint, List<Option> options) {
        return new Field(name, label, hint, Kind.CHOICE, options);
    }

    /** A choice of an enumeration's names, in words. */
    static <E extends Enum<E>> Field choice(String name, String label, String hint, Class<E> names) {
        return choice(name, label, hint, options(names));
    }

    static <E extends Enum<E>> List<Option> options(Class<E> names) {
        return Arrays.stream(names.getEnumConstants())
                .map(n -> new Option(n.name(), words(n.name())))
                .toList();
    }

    private static String words(String name) {
        if (List.of("RUI", "NFA", "MASH").contains(name)) {
            return name.equals("RUI")
                    ? "Released under investigation"
                    : name.equals("NFA") ? "No further action" : name;
        }
        String text = name.replace('_', ' ').toLowerCase(java.util.Locale.ROOT);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
