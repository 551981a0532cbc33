package org.curlew.grading.vics.lint;

import java.util.Locale;
import org.curlew.triage.vics.VicsTime;

/** Checks of single values on the parser's own characters, without making texts of them. */
final class Values {

    private static final byte[] NIBBLE = new byte[128];

    static {
        for (int i = 0; i < NIBBLE.length; i++) {
            NIBBLE[i] = (byte) Character.digit(i, 16);
        }
    }

    private Values() {}

    /** 64 bits from 16 hex digits; check {@link #isHex} first. */
    static long hex64(char[] text, int from) {
        long value = 0;
        for (int i = from; i < from + 16; i++) {
            value = value << 4 | NIBBLE[text[i]];
        }
        return value;
    }

    static boolean isHex(char[] text, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (text[i] >= 128 || NIBBLE[text[i]] < 0) {
                return false;
            }
        }
        return true;
    }

    static boolean isBase64(char[] text, int from, int length) {
        for (int i = from; i < from + length; i++) {
            char c = text[i];
            boolean digit =
                    c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '+' || c == '/';
            if (!digit && !(c == '=' && i >= from + length - 2)) {
                return false;
            }
        }
        return true;
    }

    /** 8-4-4-4-12 hex digits without braces. */
    static boolean isGuid(char[] text, int from, int length) {
        if (length != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = text[from + i];
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : c >= 128 || NIBBLE[c] < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * What is wrong with a date and time, null for nothing. The usual shape is recognised character by character; only what is not
     * of it is parsed.
     */
    static LintRule time(char[] text, int from, int length) {
        if (isIsoWithOffset(text, from, length)) {
            return null;
        }
        String value = new String(text, from, length);
        VicsTime time = VicsTime.parse(value).orElse(null);
        if (time == null) {
            return LintRule.DATE_UNREADABLE;
        }
        return time.offset() == null ? LintRule.DATE_WITHOUT_ZONE : LintRule.DATE_SHAPE;
    }

    private static boolean isIsoWithOffset(char[] text, int from, int length) {
        if (length < 20 || !matches(text, from, "dddd-dd-ddTdd:dd:dd")) {
            return false;
        }
        int at = from + 19;
        int end = from + length;
        if (text[at] == '.') {
            int digits = at + 1;
            while (digits < end && isDigit(text[digits])) {
                digits++;
            }
            if (digits == at + 1 || digits > at + 13) {
                return false;
            }
            at = digits;
        }
        boolean zone = end - at == 1 && text[at] == 'Z'
                || end - at == 6 && (text[at] == '+' || text[at] == '-') && matches(text, at + 1, "dd:dd");
        return zone && isCalendar(text, from);
    }

    private static boolean isCalendar(char[] t, int f) {
        int year = (t[f] - '0') * 1000 + (t[f + 1] - '0') * 100 + two(t, f + 2);
        int month = two(t, f + 5);
        int day = two(t, f + 8);
        if (month < 1 || month > 12 || day < 1 || two(t, f + 11) > 23 || two(t, f + 14) > 59 || two(t, f + 17) > 59) {
            return false;
        }
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        int days = month == 2 ? leap ? 29 : 28 : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
        return day <= days;
    }

    private static int two(char[] text, int at) {
        return (text[at] - '0') * 10 + text[at + 1] - '0';
    }

    private static boolean matches(char[] text, int from, String shape) {
        for (int i = 0; i < shape.length(); i++) {
            char wanted = shape.charAt(i);
            if (wanted == 'd' ? !isDigit(text[from + i]) : text[from + i] != wanted) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** What is wrong with a path that should be relative to the file's folder, null for nothing; the gravest first. */
    static LintRule path(String path) {
        boolean drive = path.length() > 1 && path.charAt(1) == ':' && Character.isLetter(path.charAt(0));
        if (path.startsWith("/") || path.startsWith("\\") || drive) {
            return LintRule.PATH_ABSOLUTE;
        }
        for (int at = path.indexOf(".."); at >= 0; at = path.indexOf("..", at + 1)) {
            if ((at == 0 || isSeparator(path.charAt(at - 1)))
                    && (at + 2 == path.length() || isSeparator(path.charAt(at + 2)))) {
                return LintRule.PATH_ESCAPES;
            }
        }
        return path.indexOf('\\') >= 0 ? LintRule.PATH_BACKSLASH : null;
    }

    private static boolean isSeparator(char c) {
        return c == '/' || c == '\\';
    }

    static boolean isBooleanWord(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "false", "0", "1" -> true;
            default -> false;
        };
    }
}
