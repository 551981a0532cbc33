package org.curlew.pipeline.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The details of a ledger entry in words: "version 1; numbers 1, 2; source CAID guide" in place of its JSON. */
final class DetailWords {

    /** More of a list than anybody reads on a page; the export has all. */
    private static final int MOST = 12;

    private static final ObjectMapper JSON = new ObjectMapper();

    private DetailWords() {}

    /** @return the text as it is where it is no JSON object */
    static String of(String details) {
        try {
            JsonNode node = JSON.readTree(details);
            return node.isObject() ? object(node) : details;
        } catch (JacksonException e) {
            return details;
        }
    }

    private static String object(JsonNode node) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String value = value(field.getValue());
            if (!value.isEmpty()) {
                parts.add(key(field.getKey()) + " " + value);
            }
        }
        return String.join("; ", parts);
    }

    private static String value(JsonNode node) {
        if (node.isNull()) {
            return "";
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? "yes" : "no";
        }
        if (node.isObject()) {
            String inner = object(node);
            return inner.isEmpty() ? "" : "(" + inner + ")";
        }
        if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(value(item)));
            return items.size() <= MOST
                    ? String.join(", ", items)
                    : String.join(", ", items.subList(0, MOST)) + " and " + (items.size() - MOST) + " more";
        }
        return node.asString();
    }

    /** "onBehalfOf" and "on-behalf-of" as "on behalf of". */
    private static String key(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replaceAll("[_-]", " ")
                .toLowerCase(Locale.ROOT);
    }
}
