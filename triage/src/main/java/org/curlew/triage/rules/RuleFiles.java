package org.curlew.triage.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads rule files strictly: an unknown field, a doubled key or a wrong type is an error that names row and field. */
public final class RuleFiles {

    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RuleFiles() {}

    /** The text of a file shipped in the resources folder {@code rules}. */
    public static String shipped(String name) {
        try (InputStream in = RuleFiles.class.getResourceAsStream("/rules/" + name)) {
            if (in == null) {
                throw new RuleFileException("rules/" + name + " is not in the application: reinstall it");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads and checks a file. */
    public static <T extends RuleSet> T read(String name, String text, Class<T> type) {
        T rules = parse(name, text, type);
        if (rules.version() == null || rules.version().isBlank()) {
            throw new RuleFileException(name + ", field 'version': is missing; give the file a version of its own");
        }
        List<String> problems = rules.problems();
        if (!problems.isEmpty()) {
            throw new RuleFileException(name + ", " + String.join("; ", problems));
        }
        return rules;
    }

    /** Reads a file of plain data (a scenario) with the same strictness. */
    public static <T> T parse(String name, String text, Class<T> type) {
        try {
            T value = YAML.readValue(text, type);
            if (value == null) {
                throw new RuleFileException(name + " is empty");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw new RuleFileException(
                    name + ", " + place(e) + "is not known here; the fields are "
                            + e.getKnownPropertyIds().stream()
                                    .map(Object::toString)
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                    e);
        } catch (DatabindException e) {
            throw new RuleFileException(name + ", " + place(e) + firstLine(e), e);
        } catch (JacksonException e) {
            throw new RuleFileException(
                    name + ", line " + e.getLocation().getLineNr() + ": not readable as YAML: " + firstLine(e), e);
        }
    }

    private static String firstLine(JacksonException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("");
    }

    /** "gates row 3, field 'bnad': " from Jackson's path. */
    private static String place(JacksonException e) {
        StringBuilder place = new StringBuilder();
        String field = null;
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getIndex() >= 0) {
                place.append(field == null ? "" : field)
                        .append(" row ")
                        .append(step.getIndex() + 1)
                        .append(", ");
                field = null;
            } else {
                if (field != null) {
                    place.append(field).append(", ");
                }
                field = step.getPropertyName();
            }
        }
        return field == null
                ? place.toString()
                : place.append("field '").append(field).append("': ").toString();
    }
}
