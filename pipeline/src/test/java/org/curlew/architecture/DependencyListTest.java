package org.curlew.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the program is made of, by the build's own CycloneDX list, is exactly what was reviewed: each library in one version,
 * with the digest of its bytes. A new, changed or swapped library fails here until somebody has looked at it and written it
 * into dependencies.csv (docs/security.md says what to look at).
 */
class DependencyListTest {

    private static final Path SBOM = Path.of("target", "curlew-sbom.json");
    private static final Path REVIEWED = Path.of("src", "test", "resources", "dependencies.csv");

    @Test
    void the_program_holds_what_was_reviewed_and_nothing_else() throws IOException {
        Map<String, String> reviewed = reviewed();
        assertThat(reviewed).hasSizeGreaterThan(250);
        assertThat(built())
                .as("libraries of the program, with their SHA-256")
                .containsExactlyInAnyOrderEntriesOf(reviewed);
    }

    private static Map<String, String> built() throws IOException {
        JsonNode components =
                JsonMapper.shared().readTree(Files.readString(SBOM)).path("components");
        Map<String, String> found = new TreeMap<>();
        for (JsonNode one : components) {
            String purl = one.path("purl").asString();
            // The project's own modules are built here.
            if (!purl.startsWith("pkg:maven/org.curlew/")) {
                found.put(purl.replaceFirst("^pkg:maven/", "").replaceFirst("\\?type=jar$", ""), sha256(one));
            }
        }
        return found;
    }

    private static String sha256(JsonNode component) {
        return StreamSupport.stream(component.path("hashes").spliterator(), false)
                .filter(h -> h.path("alg").asString().equals("SHA-256"))
                .map(h -> h.path("content").asString())
                .findFirst()
                .orElse("-");
    }

    private static Map<String, String> reviewed() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        Files.readAllLines(REVIEWED).stream().skip(1).map(l -> l.split(",", 3)).forEach(l -> listed.put(l[0], l[1]));
        return listed;
    }
}
