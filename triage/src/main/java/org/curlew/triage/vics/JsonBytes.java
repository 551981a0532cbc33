package org.curlew.triage.vics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Steps over JSON values in a window of a file's bytes, and checks them as strictly as a JSON parser. What is not certain to be valid is
 * {@link #ODD}, for a parser to judge; a value that the window ends in is {@link #MORE}.
 */
final class JsonBytes {

    static final int ODD = -1;
    static final int MORE = -2;

    private static final int WINDOW = 1 << 18;
    private static final int LARGEST = 1 << 24;
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 100;

    private final FileChannel file;

    /** Bytes of the file from {@link #base} on, {@link #filled} of them. */
    byte[] window = new byte[WINDOW];

    long base;
    int filled;

    JsonBytes(FileChannel file) {
        this.file = file;
    }

    /** Starts the window anew at an offset of the file. */
    void at(long offset) throws IOException {
        if (offset < base || offset > base + filled) {
            base = offset;
            filled = 0;
        }
    }

    /** Reads on, keeping everything from an offset in the window, which moves to its start; false at the file's end. */
    boolean more(int keep) throws IOException {
        System.arraycopy(window, keep, window, 0, filled - keep);
        base += keep;
        filled -= keep;
        if (filled == window.length) {
            if (window.length >= LARGEST) {
                return false;
            }
            window = Arrays.copyOf(window, window.length * 2);
        }
        int got = file.read(ByteBuffer.wrap(window, filled, window.length - filled), base + filled);
        filled += Math.max(got, 0);
        return got > 0;
    }

    /** First byte that is no white space; {@link #MORE} where there is none. */
    int blank(int from) {
        int at = from;
        while (at < filled) {
            byte b = window[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return at;
            }
            at++;
        }
        return MORE;
    }

    /**
     * Steps over the rest of a string.
     *
     * @param from behind its opening quote
     * @param escapes whether back-slashes may stand in it
     * @return offset behind its closing quote
     */
    int string(int from, boolean escapes) {
        int at = from;
        while (at < filled) {
            int b = window[at];
            if (b == '"') {
                return at + 1;
            } else if (b == '\\') {
                int behind = escapes ? escape(at + 1) : ODD;
                if (behind < 0) {
                    return behind;
                }
                at = behind;
            } else if (b >= 0x20) {
                at++;
            } else if (b >= 0) {
                return ODD;
            } else {
                int length = Utf8Repair.sequence(window, at, filled);
                if (length <= 0) {
                    return length == 0 ? MORE : ODD;
                }
                at += length;
            }
        }
        return MORE;
    }

    private int escape(int at) {
        if (at >= filled) {
            return MORE;
        }
        if (window[at] == 'u') {
            if (at + 5 > filled) {
                return MORE;
            }
            for (int i = at + 1; i < at + 5; i++) {
                if (Character.digit(window[i], 16) < 0) {
                    return ODD;
                }
            }
            return at + 5;
        }
        return "\"\\/bfnrt".indexOf(window[at]) >= 0 ? at + 1 : ODD;
    }

    /** Whether a byte may stand behind a number or word. */
    boolean ends(int at) {
        byte b = window[at];
        return b == ',' || b == '}' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Steps over a word of JSON. */
    int word(int from, byte[] word) {
        if (from + word.length >= filled) {
            return MORE;
        }
        boolean there = Arrays.equals(window, from, from + word.length, word, 0, word.length);
        return there && ends(from + word.length) ? from + word.length : ODD;
    }

    /** Steps over digits; the byte behind them must end the number. */
    int digits(int from, int most) {
        int at = from;
        while (at < filled && window[at] >= '0' && window[at] <= '9') {
            at++;
        }
        if (at == filled) {
            return MORE;
        }
        boolean sound = at > from && at - from <= most && (at - from == 1 || window[from] != '0') && ends(at);
        return sound ? at : ODD;
    }

    /** Steps over any value. */
    int value(int from, int depth) {
        int at = blank(from);
        if (at < 0) {
            return at;
        }
        return switch (window[at]) {
            case '"' -> string(at + 1, true);
            case '{' -> depth == DEEPEST ? ODD : members(at + 1, '}', depth + 1);
            case '[' -> depth == DEEPEST ? ODD : members(at + 1, ']', depth + 1);
            case 't' -> word(at, TRUE);
            case 'f' -> word(at, FALSE);
            case 'n' -> word(at, NULL);
            default -> number(at);
        };
    }

    static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private int members(int from, char end, int depth) {
        int at = blank(from);
        if (at >= 0 && window[at] == end) {
            return at + 1;
        }
        while (at >= 0) {
            if (end == '}') {
                at = colon(window[at] == '"' ? string(at + 1, true) : ODD);
            }
            at = at < 0 ? at : value(at, depth);
            at = at < 0 ? at : blank(at);
            if (at < 0) {
                return at;
            }
            if (window[at] == end) {
                return at + 1;
            }
            at = window[at] == ',' ? blank(at + 1) : ODD;
        }
        return at;
    }

    /** Steps over a colon with white space before it. */
    int colon(int from) {
        int at = from < 0 ? from : blank(from);
        return at < 0 ? at : window[at] == ':' ? at + 1 : ODD;
    }

    private int number(int from) {
        int at = window[from] == '-' ? from + 1 : from;
        int whole = run(at);
        if (whole == at || whole > at + 1 && whole < filled && window[at] == '0') {
            return whole == filled ? MORE : ODD;
        }
        at = whole;
        if (at < filled && window[at] == '.') {
            whole = run(at + 1);
            if (whole == at + 1) {
                return whole == filled ? MORE : ODD;
            }
            at = whole;
        }
        if (at < filled && (window[at] | 0x20) == 'e') {
            int sign = at + 1 < filled && (window[at + 1] == '+' || window[at + 1] == '-') ? at + 2 : at + 1;
            whole = run(sign);
            if (whole == sign) {
                return whole >= filled ? MORE : ODD;
            }
            at = whole;
        }
        return at >= filled ? MORE : at - from <= LONGEST_NUMBER && ends(at) ? at : ODD;
    }

    private int run(int from) {
        int at = from;
        while (at < filled && window[at] >= '0' && window[at] <= '9') {
            at++;
        }
        return at;
    }
}
