package org.curlew.grading.vics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds a VICS 2.0 file against the published model, read from its own XML: names, types, nullability, keys. */
public final class Csdl {

    private record Property(String type, boolean nullable) {}

    private record Entity(Map<String, Property> properties, Map<String, String> links, List<String> key) {}

    private final Map<String, Entity> entities = new HashMap<>();

    private Csdl() {}

    public static Csdl load() {
        try {
            Csdl csdl = new Csdl();
            Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(SharedData.path("vics/ProjectVicDataModel.2.0.xml").toFile())
                    .getDocumentElement();
            for (Element type : children(root, "EntityType")) {
                csdl.entities.put(type.getAttribute("Name"), entity(type));
            }
            return csdl;
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every way in which the file differs from the model, empty for none. */
    public List<String> violations(Path file) {
        try {
            return violations(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<String> violations(String text) {
        JsonNode root = JsonMapper.shared().readTree(text);
        List<String> found = new ArrayList<>();
        if (!List.copyOf(root.propertyNames()).equals(List.of("@odata.context", "value"))) {
            found.add("root has " + root.propertyNames());
        }
        String type = root.get("@odata.context").asString().endsWith("#Media") ? "Media" : "Case";
        int index = 0;
        Set<Integer> mediaIds = new HashSet<>();
        for (JsonNode row : root.get("value")) {
            check(type, row, type + "[" + index++ + "]", found);
            JsonNode media = type.equals("Case") ? row.get("Media") : null;
            for (JsonNode item : media == null ? JsonMapper.shared().createArrayNode() : media) {
                if (!mediaIds.add(item.path("MediaID").asInt())) {
                    found.add("MediaID " + item.path("MediaID") + " twice");
                }
            }
        }
        return found;
    }

    private void check(String type, JsonNode row, String where, List<String> found) {
        Entity entity = entities.get(type);
        if (!row.isObject()) {
            found.add(where + " is not an object");
            return;
        }
        for (var field : row.properties()) {
            String at = where + "." + field.getKey();
            Property property = entity.properties().get(field.getKey());
            String link = entity.links().get(field.getKey());
            if (property != null) {
                if (field.getValue().isNull() ? !property.nullable() : !fits(property.type(), field.getValue())) {
                    found.add(at + " is not " + property.type() + ": " + field.getValue());
                }
            } else if (link != null) {
                rows(link, field.getValue(), at, found);
            } else {
                found.add(at + " is not in the model");
            }
        }
        entity.properties().forEach((name, property) -> {
            if (!property.nullable() && !row.has(name)) {
                found.add(where + "." + name + " is missing");
            }
        });
    }

    private void rows(String type, JsonNode rows, String where, List<String> found) {
        if (!rows.isArray()) {
            found.add(where + " is not an array");
            return;
        }
        Set<List<String>> keys = new HashSet<>();
        int index = 0;
        for (JsonNode row : rows) {
            String at = where + "[" + index++ + "]";
            check(type, row, at, found);
            List<String> key = entities.get(type).key().stream()
                    .map(name -> row.path(name).asString(""))
                    .toList();
            if (!keys.add(key)) {
                found.add(at + " repeats the key " + key);
            }
        }
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "Edm.String" -> value.isString();
            case "Edm.Boolean" -> value.isBoolean();
            case "Edm.Int32" -> value.isIntegralNumber() && value.canConvertToInt();
            case "Edm.Int64" -> value.isIntegralNumber() && value.canConvertToLong();
            case "Edm.Byte" -> value.isIntegralNumber() && value.asLong(-1) >= 0 && value.asLong() <= 255;
            case "Edm.Guid" ->
                value.isString() && value.asString().matches("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
            case "Edm.DateTimeOffset" -> value.isString() && isTime(value.asString());
            default -> throw new IllegalStateException("type " + type);
        };
    }

    private static boolean isTime(String text) {
        try {
            return text.matches(".*T\\d\\d:\\d\\d:\\d\\d.*") && OffsetDateTime.parse(text) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static Entity entity(Element type) {
        Map<String, Property> properties = new HashMap<>();
        for (Element property : children(type, "Property")) {
            properties.put(
                    property.getAttribute("Name"),
                    new Property(
                            property.getAttribute("Type"),
                            !property.getAttribute("Nullable").equals("false")));
        }
        Map<String, String> links = new HashMap<>();
        for (Element link : children(type, "NavigationProperty")) {
            String target = link.getAttribute("Type").replaceAll("Collection\\(|\\)|CEModel\\.", "");
            links.put(link.getAttribute("Name"), target);
        }
        List<String> key = children(type, "PropertyRef").stream()
                .map(e -> e.getAttribute("Name"))
                .toList();
        return new Entity(properties, links, key);
    }

    private static List<Element> children(Element root, String name) {
        NodeList nodes = root.getElementsByTagName(name);
        List<Element> list = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            list.add((Element) nodes.item(i));
        }
        return list;
    }
}
