package org.curlew.triage.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** One row of a file, by column; an empty field is null. */
record Row(int number, Map<String, String> fields) {

    /** A field that cannot be used. */
    static final class FieldException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String field;

        FieldException(String field, String message) {
            super(message);
            this.field = field;
        }

        String field() {
            return field;
        }
    }

    String text(String column) {
        String value = fields.get(column);
        return value == null || value.isBlank() ? null : value.strip();
    }

    String required(String column) {
        String value = text(column);
        if (value == null) {
            throw new FieldException(column, "is missing");
        }
        return value;
    }

    Instant instant(String column) {
        return parse(column, UkTime::instant);
    }

    LocalDate date(String column) {
        return parse(column, UkTime::date);
    }

    Long number(String column) {
        return parse(column, text -> {
            try {
                return Long.valueOf(text.replace(",", ""));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
            }
        });
    }

    /** yes, no or empty; empty is unknown, not no. */
    Boolean answer(String column) {
        return parse(column, text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "y", "true" -> true;
            case "no", "n", "false" -> false;
            default ->
                throw new IllegalArgumentException("'" + text + "' is neither yes nor no; leave it empty if unknown");
        });
    }

    boolean yes(String column) {
        return Boolean.TRUE.equals(answer(column));
    }

    <E extends Enum<E>> E choice(String column, Class<E> type) {
        return parse(column, text -> {
            String name = text.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
            return Arrays.stream(type.getEnumConstants())
                    .filter(e -> e.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + text + "' is none of " + Arrays.toString(type.getEnumConstants())));
        });
    }

    private <T> T parse(String column, Function<String, T> parser) {
        String value = text(column);
        try {
            return value == null ? null : parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new FieldException(column, e.getMessage());
        }
    }
}
