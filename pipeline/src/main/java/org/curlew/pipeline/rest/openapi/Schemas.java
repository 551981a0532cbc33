package org.curlew.pipeline.rest.openapi;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.ResolvableType;
import tools.jackson.databind.JsonNode;

/** JSON Schema (2020-12, as OpenAPI 3.1 has it) of records, enums, lists and maps; each record once, by its name. */
final class Schemas {

    private final Map<String, Object> named = new TreeMap<>();

    /** Every record's schema by the name that references use. */
    Map<String, Object> all() {
        return named;
    }

    Map<String, Object> of(Type type) {
        return of(ResolvableType.forType(type));
    }

    Map<String, Object> of(ResolvableType type) {
        Class<?> raw = type.toClass();
        if (raw == String.class || raw == char.class) {
            return Map.of("type", "string");
        } else if (raw == boolean.class || raw == Boolean.class) {
            return Map.of("type", "boolean");
        } else if (raw == int.class || raw == Integer.class || raw == short.class) {
            return Map.of("type", "integer", "format", "int32");
        } else if (raw == long.class || raw == Long.class) {
            return Map.of("type", "integer", "format", "int64");
        } else if (raw == double.class || raw == Double.class) {
            return Map.of("type", "number", "format", "double");
        } else if (raw == Instant.class || raw == OffsetDateTime.class) {
            return Map.of("type", "string", "format", "date-time");
        } else if (raw == LocalDate.class) {
            return Map.of("type", "string", "format", "date");
        } else if (raw.isEnum()) {
            return Map.of(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(raw.getEnumConstants())
                            .map(e -> ((Enum<?>) e).name())
                            .toList());
        } else if (Optional.class == raw) {
            return of(type.getGeneric(0));
        } else if (Collection.class.isAssignableFrom(raw)) {
            return Map.of("type", "array", "items", of(type.asCollection().getGeneric(0)));
        } else if (raw.isArray()) {
            return Map.of("type", "array", "items", of(type.getComponentType()));
        } else if (Map.class.isAssignableFrom(raw)) {
            return Map.of(
                    "type", "object", "additionalProperties", of(type.asMap().getGeneric(1)));
        } else if (raw.isRecord()) {
            return Map.of("$ref", "#/components/schemas/" + record(type, raw));
        } else if (raw == JsonNode.class || raw == Object.class) {
            return Map.of("description", "JSON of any shape");
        }
        throw new IllegalStateException("The API's description has no words for " + type + ": answer with a record");
    }

    private String record(ResolvableType type, Class<?> raw) {
        StringBuilder name = new StringBuilder(
                raw.getName().substring(raw.getPackageName().length() + 1).replace('$', '.'));
        for (ResolvableType generic : type.getGenerics()) {
            name.append("Of").append(generic.toClass().getSimpleName());
        }
        String key = name.toString();
        if (!named.containsKey(key)) {
            named.put(key, Map.of());
            Map<String, Object> properties = new LinkedHashMap<>();
            List<String> required = new ArrayList<>();
            for (RecordComponent component : raw.getRecordComponents()) {
                properties.put(component.getName(), of(ResolvableType.forType(component.getGenericType(), type)));
                if (component.getType().isPrimitive()) {
                    required.add(component.getName());
                }
            }
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "object");
            schema.put("properties", properties);
            if (!required.isEmpty()) {
                schema.put("required", required);
            }
            named.put(key, schema);
        }
        return key;
    }
}
