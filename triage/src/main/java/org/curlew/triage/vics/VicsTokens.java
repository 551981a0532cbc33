package org.curlew.triage.vics;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** The tokens of one file, with values read in every form that writers use, and the findings that come of it. */
final class VicsTokens {

    private static final int SHOWN = 80;
    private static final String BYTE = "a number from 0 to 255";
    private static final String COUNT = "a number from 0 to 2147483647";

    JsonParser parser;

    /** What is added to the parser's byte offsets: it may have begun within the file. */
    long shift;

    private final VicsHandler handler;
    private final int charsFrom;
    private final Set<String> unknown = new HashSet<>();

    VicsHeader header = VicsHeader.NONE;
    int caseIndex = -1;
    long mediaIndex = -1;

    /** @param charsFrom -1 where the parser reads bytes; else it reads UTF-16 and this is the offset of the first character */
    VicsTokens(JsonParser parser, VicsHandler handler, int charsFrom) {
        this.parser = parser;
        this.handler = handler;
        this.charsFrom = charsFrom;
    }

    long offset() {
        return offset(parser.currentTokenLocation());
    }

    long offset(TokenStreamLocation location) {
        return charsFrom < 0 ? location.getByteOffset() + shift : location.getCharOffset() * 2 + charsFrom;
    }

    VicsPosition position() {
        return new VicsPosition(caseIndex, mediaIndex, offset());
    }

    void finding(VicsFinding.Kind kind, String field, String value, String message) {
        if (handler.wants(kind)) {
            finding(kind, position(), field, value, message);
        }
    }

    void finding(VicsFinding.Kind kind, VicsPosition position, String field, String value, String message) {
        if (handler.wants(kind)) {
            String shown = value == null || value.length() <= SHOWN ? value : value.substring(0, SHOWN);
            handler.finding(new VicsFinding(kind, position, field, shown, message));
        }
    }

    /** A field nobody knows: links of OData are passed over in silence, anything else is reported once a name. */
    void unknown(String where, String name) {
        if (!name.contains("odata.") && unknown.size() < 1000 && unknown.add(where + '.' + name)) {
            finding(VicsFinding.Kind.UNKNOWN_FIELD, name, null, "field " + name + " is not in the model; not read");
        }
        skip();
    }

    /** Passes over the value the parser stands on. */
    void skip() {
        parser.skipChildren();
    }

    /** Text; numbers and booleans as written; a list or object as its texts joined by commas. Empty stays empty. */
    String text(String field) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NULL -> null;
            case START_ARRAY, START_OBJECT -> {
                String joined = joined();
                finding(VicsFinding.Kind.WRONG_TYPE, field, joined, field + " is a list or object, read as text");
                yield joined;
            }
            default -> {
                String value = parser.getString();
                finding(VicsFinding.Kind.WRONG_TYPE, field, value, field + " is not a text, read as one");
                yield value;
            }
        };
    }

    private String joined() {
        StringBuilder joined = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING && !parser.getString().isBlank()) {
                joined.append(joined.isEmpty() ? "" : ",").append(parser.getString());
            }
        }
        return joined.isEmpty() ? null : joined.toString();
    }

    /** True or false; also the words, and 0 and 1, as numbers or texts; null where empty. */
    Boolean bool(String field) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        String value = scalar(field);
        if (value == null) {
            return null;
        }
        Boolean read =
                switch (value.toLowerCase(Locale.ROOT)) {
                    case "true", "1", "yes" -> Boolean.TRUE;
                    case "false", "0", "no" -> Boolean.FALSE;
                    default -> null;
                };
        if (read == null) {
            unreadable(field, value, "true or false");
        } else {
            finding(VicsFinding.Kind.WRONG_TYPE, field, value, field + " is not written as a JSON boolean");
        }
        return read;
    }

    /** A whole number within limits, also as text. */
    Integer integer(String field, int high) {
        Long value = whole(field, false, high == 255 ? BYTE : COUNT);
        if (value != null && (value < 0 || value > high)) {
            unreadable(field, value.toString(), high == 255 ? BYTE : COUNT);
            return null;
        }
        return value == null ? null : value.intValue();
    }

    /**
     * A 64-bit number, exact, also as text.
     *
     * @param textAllowed whether a text is this version's own way of writing it, as up to 1.3
     */
    Long int64(String field, boolean textAllowed) {
        return whole(field, textAllowed, "a whole number of 64 bits");
    }

    private Long whole(String field, boolean textAllowed, String wanted) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        String value = scalar(field);
        if (value == null) {
            return null;
        }
        try {
            long exact = value.length() <= 40 ? new BigDecimal(value).longValueExact() : Long.parseLong(value);
            if (!textAllowed) {
                finding(VicsFinding.Kind.WRONG_TYPE, field, value, field + " is not written as a whole JSON number");
            }
            return exact;
        } catch (ArithmeticException | NumberFormatException e) {
            unreadable(field, value, wanted);
            return null;
        }
    }

    VicsTime time(String field) {
        String value = scalar(field);
        if (value == null) {
            return null;
        }
        Optional<VicsTime> time = VicsTime.parse(value);
        if (time.isEmpty()) {
            unreadable(field, value, "a date and time");
        }
        return time.orElse(null);
    }

    /** A digest as lower-case hex, or null; a placeholder of zeros is none. */
    String digest(String field, int digits) {
        if (parser.currentToken() == JsonToken.VALUE_STRING && parser.getStringLength() == digits) {
            String digest = Hex.lower(parser.getStringCharacters(), parser.getStringOffset(), digits);
            if (digest != null) {
                return digest;
            }
        }
        String value = scalar(field);
        if (value == null) {
            return null;
        }
        String digest = value.length() == digits ? Hex.lower(value.toCharArray(), 0, digits) : null;
        if (digest == null) {
            finding(
                    VicsFinding.Kind.BAD_DIGEST,
                    field,
                    value,
                    field + " is not " + digits + " hex digits, or all zeros; not used");
        }
        return digest;
    }

    /** A single value as trimmed text; null where it is null or empty, or, with a finding, a list or object. */
    private String scalar(String field) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token.isStructStart()) {
            skip();
            unreadable(field, null, "a single value");
            return null;
        }
        String value = parser.getString().strip();
        return value.isEmpty() ? null : value;
    }

    private void unreadable(String field, String value, String wanted) {
        finding(VicsFinding.Kind.UNREADABLE_VALUE, field, value, field + " is not " + wanted + "; left empty");
    }

    /** Steps through the objects of a list; a single object counts as a list of one, null as none. */
    void rows(String field, Runnable row) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            finding(VicsFinding.Kind.WRONG_TYPE, field, null, field + " is an object, read as a list of one");
            row.run();
        } else if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    row.run();
                } else {
                    skip();
                    unreadable(field, null, "a list of objects");
                }
            }
        } else if (token != JsonToken.VALUE_NULL) {
            unreadable(field, parser.getString(), "a list of objects");
        }
    }
}
