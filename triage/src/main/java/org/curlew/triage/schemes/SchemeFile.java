package org.curlew.triage.schemes;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** Reads one scheme from YAML. Strict: a scheme is law to everything after it, so an unknown or missing field is an error. */
final class SchemeFile {

    private static final Set<String> CATEGORY_FIELDS = Set.of(
            "number",
            "code",
            "label",
            "illegal",
            "exportable",
            "colour",
            "order",
            "confirmed",
            "confirmed-by",
            "confirmed-on",
            "note");

    private final String origin;

    private SchemeFile(String origin) {
        this.origin = origin;
    }

    /** One value and the line it stands on. */
    private record Value(String text, int line) {}

    /**
     * @param origin file name, for messages
     * @throws SchemeException naming origin, line and field
     */
    static Scheme read(InputStream yaml, String origin) throws IOException {
        try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), yaml)) {
            return new SchemeFile(origin).scheme(parser);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new SchemeException(origin + " line " + line + ": not YAML: " + e.getOriginalMessage(), e);
        }
    }

    private Scheme scheme(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw error(1, "a scheme is a mapping with name, version, title and categories");
        }
        Map<String, Value> fields = new HashMap<>();
        List<Category> categories = new ArrayList<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            int line = line(parser);
            JsonToken token = parser.nextToken();
            switch (name) {
                case "categories" -> {
                    if (token != JsonToken.START_ARRAY) {
                        throw error(line, "categories must be a list");
                    }
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        categories.add(category(parser));
                    }
                }
                case "name", "version", "title" -> put(fields, name, scalar(parser, name));
                default -> throw error(line, "unknown field " + name);
            }
        }
        if (categories.isEmpty()) {
            throw error(line(parser), "a scheme needs categories");
        }
        checkDistinct(categories);
        String name = text(fields, "name", 1);
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw error(fields.get("name").line(), "name must be lower-case letters, digits and hyphens, not " + name);
        }
        return new Scheme(name, positive(fields, "version", 1), text(fields, "title", 1), categories);
    }

    private Category category(JsonParser parser) {
        int start = line(parser);
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw error(start, "each category is a mapping");
        }
        Map<String, Value> fields = new HashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (!CATEGORY_FIELDS.contains(name)) {
                throw error(line(parser), "unknown field " + name);
            }
            parser.nextToken();
            put(fields, name, scalar(parser, name));
        }
        boolean confirmed = bool(fields, "confirmed", start);
        String by = optional(fields, "confirmed-by");
        LocalDate on = date(fields, "confirmed-on");
        if (confirmed && (by == null || on == null)) {
            throw error(start, "confirmed: true needs confirmed-by and confirmed-on");
        }
        int number = number(fields, "number", start);
        if (number < 0 || number > 255) {
            throw error(fields.get("number").line(), "number must be 0 to 255, as VICS has it, not " + number);
        }
        String colour = text(fields, "colour", start);
        if (!colour.matches("#[0-9a-fA-F]{6}")) {
            throw error(fields.get("colour").line(), "colour must be \"#rrggbb\" in quotes, not " + colour);
        }
        return new Category(
                number,
                text(fields, "code", start),
                text(fields, "label", start),
                bool(fields, "illegal", start),
                bool(fields, "exportable", start),
                colour,
                positive(fields, "order", start),
                confirmed,
                by,
                on,
                optional(fields, "note"));
    }

    private void checkDistinct(List<Category> categories) {
        Set<String> seen = new HashSet<>();
        for (Category category : categories) {
            for (String key : List.of(
                    "number " + category.number(),
                    "code " + category.code().toUpperCase(java.util.Locale.ROOT),
                    "order " + category.order())) {
                if (!seen.add(key)) {
                    throw new SchemeException(origin + ": two categories have " + key);
                }
            }
        }
    }

    private Value scalar(JsonParser parser, String name) {
        if (!parser.currentToken().isScalarValue()) {
            throw error(line(parser), name + " must be a single value");
        }
        String text = parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getString();
        return new Value(text.strip(), line(parser));
    }

    private void put(Map<String, Value> fields, String name, Value value) {
        if (fields.put(name, value) != null) {
            throw error(value.line(), "field " + name + " stands twice");
        }
    }

    private String text(Map<String, Value> fields, String name, int line) {
        String value = optional(fields, name);
        if (value == null) {
            throw error(line, "field " + name + " is missing or empty");
        }
        return value;
    }

    private static String optional(Map<String, Value> fields, String name) {
        Value value = fields.get(name);
        return value == null || value.text().isEmpty() ? null : value.text();
    }

    private boolean bool(Map<String, Value> fields, String name, int line) {
        String value = text(fields, name, line);
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw error(fields.get(name).line(), name + " must be true or false, not " + value);
        };
    }

    private int number(Map<String, Value> fields, String name, int line) {
        String value = text(fields, name, line);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw error(fields.get(name).line(), name + " must be a whole number, not " + value);
        }
    }

    private int positive(Map<String, Value> fields, String name, int line) {
        int value = number(fields, name, line);
        if (value < 1) {
            throw error(fields.get(name).line(), name + " must be 1 or more, not " + value);
        }
        return value;
    }

    private LocalDate date(Map<String, Value> fields, String name) {
        String value = optional(fields, name);
        try {
            return value == null ? null : LocalDate.parse(value);
        } catch (DateTimeException e) {
            throw error(fields.get(name).line(), name + " must be a date like 2026-11-23, not " + value);
        }
    }

    private static int line(JsonParser parser) {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private SchemeException error(int line, String message) {
        return new SchemeException(origin + " line " + line + ": " + message);
    }
}
