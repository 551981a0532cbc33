package org.curlew.pipeline.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A line of cells with tabs between, for people and for scripts. */
final class Row {

    private Row() {}

    /** @param cells null is an empty cell */
    static String of(Object... cells) {
        return Arrays.stream(cells).map(Row::cell).collect(Collectors.joining("\t"));
    }

    /**
     * Names come from devices, whose owner may have chosen them to forge a line, to write over the screen or to turn text around: such
     * characters stand as {@code \\u000A}.
     */
    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        value.toString().codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                text.append(String.format(Locale.ROOT, "\\u%04X", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
