package org.curlew.grading.media;

import java.nio.charset.StandardCharsets;

/** One row in the text format of PostgreSQL's COPY. */
final class CopyRow {

    private final StringBuilder text = new StringBuilder(512);

    CopyRow clear() {
        text.setLength(0);
        return this;
    }

    CopyRow hex(String digits) {
        separate();
        if (digits == null) {
            text.append("\\N");
        } else {
            text.append("\\\\x").append(digits);
        }
        return this;
    }

    /** Numbers and booleans, null allowed. */
    CopyRow plain(Object value) {
        separate();
        text.append(value == null ? "\\N" : value.toString());
        return this;
    }

    CopyRow text(String value) {
        separate();
        if (value == null) {
            text.append("\\N");
            return this;
        }
        for (int i = 0; i < value.length(); i++) {
            escape(value, i);
        }
        return this;
    }

    byte[] end() {
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    // PostgreSQL cannot hold NUL in a text, and UTF-8 cannot hold half a surrogate pair; both occur in damaged names.
    // They become the visible signs U+2400 and U+FFFD, so that the row is kept and the hole can be seen.
    private void escape(String value, int i) {
        char c = value.charAt(i);
        switch (c) {
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case 0 -> text.append('\u2400');
            default -> text.append(isLoneSurrogate(value, i) ? '\ufffd' : c);
        }
    }

    private static boolean isLoneSurrogate(String value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }

    private void separate() {
        if (!text.isEmpty()) {
            text.append('\t');
        }
    }
}
