package org.curlew.pipeline.stages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.curlew.pipeline.devices.Acquisition;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes images that an acquisition station puts into the landing folder. A manifest ({@code NAME.manifest.json}), written
 * last, says what belongs together; nothing is taken on the strength of a file name alone.
 */
@Service
public class Landing {

    private static final Set<String> FIELDS =
            Set.of("case", "exhibit", "parts", "bytes", "md5", "sha1", "sha256", "actor");

    private final Intake intake;
    private final JsonMapper json = JsonMapper.builder().build();

    public Landing(Intake intake) {
        this.intake = intake;
    }

    /** The manifest is wrong or incomplete; the message goes beside it into the quarantine. */
    public static final class ManifestException extends Exception {
        private static final long serialVersionUID = 1L;

        ManifestException(String message) {
            super(message);
        }
    }

    /**
     * Reads the manifest, checks that every part is there in full, and books the exhibit in.
     *
     * @throws ManifestException naming the field and what to do
     */
    public Acquisition take(Path manifest) throws ManifestException {
        JsonNode node = read(manifest);
        for (String field : node.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new ManifestException(manifest.getFileName() + " has the unknown field '" + field
                        + "': known are " + FIELDS.stream().sorted().toList());
            }
        }
        List<Path> parts = parts(manifest, node);
        return intake.submitForAcceptance(
                required(manifest, node, "case"),
                required(manifest, node, "exhibit"),
                parts,
                new Acquisition.Declared(
                        digest(manifest, node, "md5", 32),
                        digest(manifest, node, "sha1", 40),
                        digest(manifest, node, "sha256", 64)),
                node.path("actor").asString("landing folder"));
    }

    private JsonNode read(Path manifest) throws ManifestException {
        try {
            JsonNode node = json.readTree(Files.readString(manifest));
            if (!node.isObject()) {
                throw new ManifestException(manifest.getFileName() + " is no JSON object");
            }
            return node;
        } catch (JacksonException | IOException e) {
            throw new ManifestException(manifest.getFileName() + " cannot be read as JSON: "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static List<Path> parts(Path manifest, JsonNode node) throws ManifestException {
        List<Path> parts = new ArrayList<>();
        long bytes = 0;
        for (JsonNode part : node.path("parts")) {
            Path name = Path.of(part.asString());
            if (name.getNameCount() != 1 || name.isAbsolute() || name.toString().equals("..")) {
                throw new ManifestException(manifest.getFileName() + ": the part '" + name
                        + "' must be the name of a file beside the manifest");
            }
            Path file = manifest.resolveSibling(name);
            try {
                bytes += Files.size(file);
            } catch (IOException e) {
                throw new ManifestException(manifest.getFileName() + ": the part '" + name
                        + "' is not there; copy it, then put the manifest again");
            }
            parts.add(file);
        }
        if (parts.isEmpty()) {
            throw new ManifestException(manifest.getFileName() + " names no parts: write \"parts\": [\"image.E01\"]");
        }
        if (node.has("bytes") && node.path("bytes").asLong() != bytes) {
            throw new ManifestException(manifest.getFileName() + " declares "
                    + node.path("bytes").asLong() + " bytes, the parts have " + bytes + ": copy them again");
        }
        return parts;
    }

    private static String required(Path manifest, JsonNode node, String field) throws ManifestException {
        String value = node.path(field).asString("").strip();
        if (value.isEmpty()) {
            throw new ManifestException(manifest.getFileName() + " has no '" + field + "'");
        }
        return value;
    }

    private static String digest(Path manifest, JsonNode node, String field, int digits) throws ManifestException {
        if (!node.has(field)) {
            return null;
        }
        String value = node.path(field).asString("").toLowerCase(java.util.Locale.ROOT);
        if (!value.matches("[0-9a-f]{" + digits + "}")) {
            throw new ManifestException(
                    manifest.getFileName() + ": '" + field + "' must have " + digits + " hex digits");
        }
        return value;
    }
}
