package org.curlew.pipeline.extraction;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.detect.TextStatistics;

/**
 * A condition of one of Tika's magic rules: without it the rule cannot match. Values are decoded as Tika's reader decodes
 * them, and compared as Tika's detector compares them, with zeros behind the end of a file.
 *
 * @param magic number of the rule in Tika's table
 * @param first offset of the first place to look
 * @param last offset of the last
 * @param value the literal; for a regular expression bytes that every match of it holds
 * @param regex null for a literal
 * @param further conditions of which one must hold besides; none are needed where there are none
 */
record MagicRule(
        int magic,
        int first,
        int last,
        byte[] value,
        byte[] mask,
        boolean ignoreCase,
        Pattern regex,
        List<MagicRule> further) {

    private static final int REGEX_WINDOW = 8 * 1024;

    static MagicRule parse(int magic, String type, String offset, String value, String mask, List<MagicRule> further) {
        String kind = type == null || type.isEmpty() ? "string" : type;
        int colon = offset.indexOf(':');
        int first = Integer.parseInt(colon < 0 ? offset : offset.substring(0, colon));
        int last = colon < 0 ? first : Integer.parseInt(offset.substring(colon + 1));
        if (kind.equals("regex")) {
            String expression = new String(string(value), StandardCharsets.ISO_8859_1);
            return new MagicRule(
                    magic, first, last, literal(expression), null, false, Pattern.compile(expression), further);
        }
        byte[] decoded = decode(kind, value);
        byte[] bits = mask == null ? null : decode(kind, mask);
        if (bits != null && bits.length > decoded.length) {
            decoded = Arrays.copyOf(decoded, bits.length);
        }
        return new MagicRule(magic, first, last, decoded, bits, kind.equals("stringignorecase"), null, further);
    }

    /** Characters that stand in every match of a plain expression: a sequence of classes and literals, no more. */
    private static byte[] literal(String expression) {
        String outside = expression.replaceAll("\\[[^\\]]*\\]", "");
        return outside.matches("[A-Za-z0-9_% ]*") ? outside.getBytes(StandardCharsets.ISO_8859_1) : new byte[0];
    }

    private static byte[] decode(String kind, String value) {
        return switch (kind) {
            case "string" -> string(value);
            case "stringignorecase" -> string(value.toLowerCase(Locale.ROOT));
            case "unicodeLE" -> string(value, 0);
            case "unicodeBE" -> string(value, 1);
            case "byte" -> (value.startsWith("0x") ? value.substring(2) : value).getBytes(StandardCharsets.UTF_8);
            case "host16", "little16" -> number(value, 2, true);
            case "big16" -> number(value, 2, false);
            case "host32", "little32" -> number(value, 4, true);
            case "big32" -> number(value, 4, false);
            default -> throw new IllegalArgumentException("Tika has a new kind of magic: " + kind);
        };
    }

    private static byte[] number(String value, int length, boolean littleEndian) {
        long number = value.startsWith("0x") ? Long.parseLong(value.substring(2), 16) : Long.parseLong(value, 8);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[littleEndian ? i : length - 1 - i] = (byte) (number >> 8 * i);
        }
        return bytes;
    }

    private static byte[] string(String value, int zeroFirst) {
        byte[] narrow = string(value);
        byte[] wide = new byte[narrow.length * 2];
        for (int i = 0; i < narrow.length; i++) {
            wide[2 * i + zeroFirst] = narrow[i];
        }
        return wide;
    }

    private static byte[] string(String value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (value.startsWith("0x")) {
            for (int i = 2; i + 1 < value.length(); i += 2) {
                out.write(Integer.parseInt(value.substring(i, i + 2), 16));
            }
            return out.toByteArray();
        }
        int i = 0;
        while (i < value.length()) {
            char c = value.charAt(i++);
            if (c != '\\' || i == value.length()) {
                out.write(c);
                continue;
            }
            char escaped = value.charAt(i);
            switch (escaped) {
                case '\\' -> {
                    out.write('\\');
                    i++;
                }
                case 'x' -> {
                    out.write(Integer.parseInt(value.substring(i + 1, i + 3), 16));
                    i += 3;
                }
                case 'r' -> {
                    out.write('\r');
                    i++;
                }
                case 'n' -> {
                    out.write('\n');
                    i++;
                }
                default -> {
                    int end = i;
                    while (end < i + 3 && end < value.length() && Character.isDigit(value.charAt(end))) {
                        end++;
                    }
                    // Tika takes a backslash before anything else for a zero, and what follows for itself.
                    out.write(end > i ? Integer.parseInt(value.substring(i, end), 8) : 0);
                    i = end;
                }
            }
        }
        return out.toByteArray();
    }

    /** Whether a byte can stand at the beginning of a match. */
    boolean canBegin(int first256) {
        if (regex != null) {
            Matcher matcher = regex.matcher(String.valueOf((char) first256));
            return matcher.lookingAt() || matcher.hitEnd();
        }
        return value.length == 0 || equal(value[0], (byte) first256, 0);
    }

    private boolean equal(byte expected, byte actual, int index) {
        int bits = mask == null || index >= mask.length ? 0xff : mask[index];
        int found = actual & bits;
        if (ignoreCase && found >= 'A' && found <= 'Z') {
            found += 'a' - 'A';
        }
        return (byte) found == (byte) (expected & bits);
    }

    /** Whether a file that holds these bytes, wherever, can hold the match: a cheap no for most. */
    boolean canBeIn(TextStatistics bytes) {
        if (mask != null || ignoreCase) {
            return true;
        }
        for (byte needed : value) {
            if (bytes.count(needed & 0xff) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the condition holds with its match beginning at a place, the file beginning at {@code start}. */
    boolean matches(byte[] bytes, int start, int at, int end) {
        return holds(bytes, start, at, end) && (further.isEmpty() || anyFurther(bytes, start, end));
    }

    private boolean anyFurther(byte[] bytes, int start, int end) {
        for (MagicRule rule : further) {
            int stop = Math.min(start + rule.last, end - 1);
            for (int at = start + rule.first; at <= stop; at++) {
                if (rule.matches(bytes, start, at, end)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean holds(byte[] bytes, int start, int at, int end) {
        if (regex != null) {
            return regex.matcher(new Latin1(bytes, at, end, REGEX_WINDOW)).lookingAt();
        }
        if (start + first + value.length > end) {
            return false;
        }
        for (int i = 0; i < value.length; i++) {
            if (!equal(value[i], at + i < end ? bytes[at + i] : 0, i)) {
                return false;
            }
        }
        return true;
    }

    /** Bytes as the characters a regular expression sees, without a copy; behind the last of them are zeros. */
    private record Latin1(byte[] bytes, int offset, int end, int length) implements CharSequence {

        @Override
        public char charAt(int index) {
            return offset + index < end ? (char) (bytes[offset + index] & 0xff) : 0;
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new Latin1(bytes, offset + from, end, to - from);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(length);
            for (int i = 0; i < length; i++) {
                text.append(charAt(i));
            }
            return text.toString();
        }
    }
}
