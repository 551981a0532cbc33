package org.curlew.grading.vics.lint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of the VICS 2.0 model, from the data file {@code vics/model-2.0.csv}. */
final class Model {

    /** Types of values; LIST holds rows of another entity, LINK is a link back that no file holds. */
    enum Type {
        STRING,
        BOOLEAN,
        BYTE,
        INT32,
        INT64,
        GUID,
        DATETIMEOFFSET,
        LIST,
        LINK
    }

    /** What is looked at beyond the type. */
    enum Check {
        NONE,
        MEDIA_MD5,
        ROW_MD5,
        PARENT_MD5,
        SHA1,
        MEDIA_ID,
        CATEGORY,
        PRECATEGORIZED,
        PRECATEGORIZATION_SOURCE,
        PHOTODNA,
        PATH,
        HASH_NAME,
        HASH_VALUE,
        TOTAL_MEDIA,
        TOTAL_PRECATEGORIZED,
        WRITER_NAME,
        WRITER_VERSION
    }

    private static Check check(String entity, String property) {
        return switch (property) {
            case "MD5" -> entity.equals("Media") ? Check.MEDIA_MD5 : Check.ROW_MD5;
            case "ParentMD5" -> Check.PARENT_MD5;
            case "SHA1" -> Check.SHA1;
            case "MediaID" -> Check.MEDIA_ID;
            case "Category" -> entity.equals("Media") ? Check.CATEGORY : Check.NONE;
            case "IsPrecategorized" -> Check.PRECATEGORIZED;
            case "PrecategorizationSource" -> Check.PRECATEGORIZATION_SOURCE;
            case "PhotoDNA" -> Check.PHOTODNA;
            case "RelativeFilePath" -> Check.PATH;
            case "HashName" -> Check.HASH_NAME;
            case "HashValue" -> Check.HASH_VALUE;
            case "TotalMediaFiles" -> Check.TOTAL_MEDIA;
            case "TotalPrecategorized" -> Check.TOTAL_PRECATEGORIZED;
            case "SourceApplicationName" -> Check.WRITER_NAME;
            case "SourceApplicationVersion" -> Check.WRITER_VERSION;
            default -> Check.NONE;
        };
    }

    /**
     * A property.
     *
     * @param index its number within the entity, for the sets of fields seen
     * @param label entity and name, for findings
     * @param target entity of a list's rows, else null
     */
    record Property(String name, String label, int index, Type type, Check check, boolean required, Entity target) {}

    /** An entity; its required properties are also given as bits by index. */
    static final class Entity {
        final String name;
        final List<Property> properties = new ArrayList<>();
        private final Map<String, Property> exact = new HashMap<>();
        private final Map<String, Property> anyCase = new HashMap<>();
        long required;

        private Entity(String name) {
            this.name = name;
        }

        private void add(String property, String kind, boolean isRequired, Map<String, Entity> entities) {
            boolean list = kind.startsWith("->");
            Type type = list ? Type.LIST : kind.equals("~") ? Type.LINK : Type.valueOf(kind.toUpperCase(Locale.ROOT));
            Property added = new Property(
                    property,
                    name + "." + property,
                    properties.size(),
                    type,
                    check(name, property),
                    isRequired,
                    list ? entities.computeIfAbsent(kind.substring(2), Entity::new) : null);
            properties.add(added);
            exact.put(property, added);
            anyCase.put(property.toLowerCase(Locale.ROOT), added);
            if (isRequired) {
                required |= 1L << added.index();
            }
        }

        /** By its exact name, null for none. */
        Property property(String wanted) {
            return exact.get(wanted);
        }

        Property inAnyCase(String wanted) {
            return anyCase.get(wanted.toLowerCase(Locale.ROOT));
        }
    }

    private final Map<String, Entity> entities = new HashMap<>();

    Model() {
        try (BufferedReader rows = new BufferedReader(new InputStreamReader(
                Model.class.getResourceAsStream("/vics/model-2.0.csv"), StandardCharsets.UTF_8))) {
            rows.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("entity,"))
                    .map(line -> line.split(",", -1))
                    .forEach(row -> entities.computeIfAbsent(row[0], Entity::new)
                            .add(row[1], row[2], row[3].equals("yes"), entities));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Entity entity(String name) {
        return entities.get(name);
    }

    Iterable<Entity> entities() {
        return entities.values();
    }
}
