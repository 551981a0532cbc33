package org.curlew.storage.ledger;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.erdtman.jcs.NumberToJSON;

/**
 * Writes canonical JSON (RFC 8785): keys sorted by UTF-16 code units, no white space, numbers as ECMAScript writes
 * doubles. A whole number beyond 2^53 has no exact double and is written as a string; half a surrogate pair, which has
 * no UTF-8, as U+FFFD.
 */
public final class CanonicalJson {

    private static final long EXACT = 1L << 53;

    private final StringBuilder out = new StringBuilder(256);

    public static String of(Object value) {
        CanonicalJson json = new CanonicalJson();
        json.value(value);
        return json.out.toString();
    }

    static String quote(String text) {
        CanonicalJson json = new CanonicalJson();
        json.string(text);
        return json.out.toString();
    }

    private void value(Object value) {
        switch (value) {
            case null -> out.append("null");
            case Boolean bool -> out.append(bool.booleanValue());
            case CharSequence text -> string(text.toString());
            case Long number -> whole(number);
            case Integer number -> whole(number.longValue());
            case Short number -> whole(number.longValue());
            case Byte number -> whole(number.longValue());
            case BigInteger number -> big(number);
            case BigDecimal number -> number(number.doubleValue());
            case Number number -> number(number.doubleValue());
            case Map<?, ?> map -> object(map);
            case Iterable<?> items -> array(items.iterator());
            // enums, times and references as their text
            default -> string(value.toString());
        }
    }

    private void whole(long number) {
        if (Math.abs(number) > EXACT || number == Long.MIN_VALUE) {
            string(Long.toString(number));
        } else {
            out.append(number);
        }
    }

    private void big(BigInteger number) {
        if (number.bitLength() < 63) {
            whole(number.longValue());
        } else {
            string(number.toString());
        }
    }

    private void number(double number) {
        try {
            out.append(NumberToJSON.serializeNumber(number));
        } catch (IOException e) {
            throw new IllegalArgumentException("JSON has no number for " + number, e);
        }
    }

    private void object(Map<?, ?> map) {
        TreeMap<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        char separator = '{';
        for (Map.Entry<String, Object> entry : sorted.entrySet()) {
            out.append(separator);
            string(entry.getKey());
            out.append(':');
            value(entry.getValue());
            separator = ',';
        }
        out.append(sorted.isEmpty() ? "{}" : "}");
    }

    private void array(Iterator<?> items) {
        out.append('[');
        while (items.hasNext()) {
            value(items.next());
            if (items.hasNext()) {
                out.append(',');
            }
        }
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> i = other(text, i, c);
            }
        }
        out.append('"');
    }

    private int other(String text, int i, char c) {
        if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
        } else if (!Character.isSurrogate(c)) {
            out.append(c);
        } else if (Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1))) {
            out.append(c).append(text.charAt(i + 1));
            return i + 1;
        } else {
            out.append('\uFFFD');
        }
        return i;
    }
}
