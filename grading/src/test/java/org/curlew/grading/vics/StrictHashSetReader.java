package org.curlew.grading.vics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A reader of hash sets that knows nothing of ours: written only from the published description of the strictest public reader (IPED).
 * The root is an object, its first key the context, the whole string of which counts, its second {@code value}; anything else in the
 * root is an error. A category is a JSON number, field names are case-sensitive, PhotoDNA has 192 characters, and a record needs a
 * digest and a property.
 */
final class StrictHashSetReader {

    private static final Map<String, Set<String>> CONTEXTS = Map.of(
            "odata.metadata",
            Set.of("http://github.com/icmec/projectvic/datamodels/1.3.xml#media"),
            "@odata.context",
            Set.of("http://github.com/vicsdatamodel/projectvic/datamodels/2.0.xml/default/$metadata#media"));

    private static final Set<String> HASHES = Set.of("MD5", "SHA1", "PhotoDNA");

    private static final Set<String> PROPERTIES = Set.of(
            "Category",
            "VictimIdentified",
            "OffenderIdentified",
            "IsDistributed",
            "Series",
            "IsPrecategorized",
            "Tags");

    private StrictHashSetReader() {}

    /** The records with the fields that are kept. */
    static List<Map<String, Object>> read(String file) {
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), file)) {
            expect(json.nextToken() == JsonToken.START_OBJECT, "the root is no object");
            expect(json.nextToken() == JsonToken.PROPERTY_NAME, "the root is empty");
            String key = json.currentName();
            expect(json.nextToken() == JsonToken.VALUE_STRING, "the context is no text");
            expect(
                    CONTEXTS.getOrDefault(key, Set.of())
                            .contains(json.getString().toLowerCase(java.util.Locale.ROOT)),
                    "unknown context " + json.getString());
            expect(
                    json.nextToken() == JsonToken.PROPERTY_NAME
                            && json.currentName().equals("value"),
                    "the second key is not value");
            expect(json.nextToken() == JsonToken.START_ARRAY, "value is no array");
            List<Map<String, Object>> records = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                record(json, records);
            }
            expect(json.nextToken() == JsonToken.END_OBJECT, "something else stands in the root");
            return records;
        }
    }

    private static void record(JsonParser json, List<Map<String, Object>> records) {
        Map<String, Object> kept = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("AlternativeHashes") && value == JsonToken.START_ARRAY) {
                photoDna(json, kept);
            } else if (value.isStructStart()) {
                json.skipChildren();
            } else if (name.equals("Category")) {
                if (value == JsonToken.VALUE_NUMBER_INT) {
                    kept.put(name, json.getIntValue());
                }
            } else if (HASHES.contains(name) || PROPERTIES.contains(name)) {
                if (value != JsonToken.VALUE_NULL) {
                    keep(kept, name, json.getString());
                }
            }
        }
        if (kept.keySet().stream().anyMatch(HASHES::contains)
                && kept.keySet().stream().anyMatch(PROPERTIES::contains)) {
            records.add(kept);
        }
    }

    private static void photoDna(JsonParser json, Map<String, Object> kept) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Map<String, String> row = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                row.put(name, json.getString());
            }
            if ("PhotoDNA".equals(row.get("HashName"))) {
                keep(kept, "PhotoDNA", row.get("HashValue"));
            }
        }
    }

    private static void keep(Map<String, Object> kept, String name, String value) {
        if (!name.equals("PhotoDNA") || value.length() == 192) {
            kept.put(name, value);
        }
    }

    private static void expect(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
