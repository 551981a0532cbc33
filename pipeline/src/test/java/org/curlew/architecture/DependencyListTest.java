package org.curlew.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the program is made of, by the build's own CycloneDX list, is exactly what dependencies.csv holds: each library in one
 * version, with the digest of its bytes and its licence. A new, changed or swapped library fails here until somebody has looked at
 * it (docs/security.md says at what). Those that read what a stranger wrote are reviewed one by one, in docs/security.md.
 */
class DependencyListTest {

    private static final Path SBOM = Path.of("target", "curlew-sbom.json");
    /** What reads bytes from devices, imports, calls and signatures. */
    private static final List<String> READS_HOSTILE_INPUT = List.of(
            "com.github.junrar/junrar",
            "org.apache.commons/commons-compress",
            "org.tukaani/xz",
            "org.apache.tika/tika-core",
            "com.twelvemonkeys.imageio/imageio-jpeg",
            "com.twelvemonkeys.imageio/imageio-tiff",
            "com.twelvemonkeys.imageio/imageio-webp",
            "com.drewnoakes/metadata-extractor",
            "org.xerial/sqlite-jdbc",
            "tools.jackson.core/jackson-core",
            "tools.jackson.core/jackson-databind",
            "tools.jackson.dataformat/jackson-dataformat-yaml",
            "org.bouncycastle/bcprov-jdk18on",
            "org.bouncycastle/bcpkix-jdk18on");

    private static final Path SECURITY = Path.of("..", "docs", "security.md");
    private static final Path REVIEWED = Path.of("src", "test", "resources", "dependencies.csv");

    @Test
    void the_program_holds_what_was_reviewed_and_nothing_else() throws IOException {
        Map<String, String> reviewed = reviewed();
        assertThat(reviewed).hasSizeGreaterThan(250);
        assertThat(built())
                .as("libraries of the program, with their SHA-256")
                .containsExactlyInAnyOrderEntriesOf(reviewed);
    }

    @Test
    void what_reads_hostile_input_was_reviewed_in_the_version_that_is_used() throws IOException {
        List<String> rows = Files.readAllLines(REVIEWED);
        String security = Files.readString(SECURITY);
        assertThat(rows.stream().skip(1)).allMatch(r -> r.endsWith(",yes") || r.endsWith(",no"));
        for (String library : READS_HOSTILE_INPUT) {
            String row = rows.stream()
                    .filter(r -> r.startsWith(library + "@"))
                    .findFirst()
                    .orElseThrow(
                            () -> new AssertionError(library + " is no library any more: take it out of this list"));
            assertThat(row).as("reviewed").endsWith(",yes");
            String version = row.substring(row.indexOf('@') + 1, row.indexOf(','));
            assertThat(security)
                    .as("the review in docs/security.md names this version of %s", library)
                    .contains(library.substring(library.indexOf('/') + 1) + " " + version);
        }
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
        Files.readAllLines(REVIEWED).stream().skip(1).map(l -> l.split(",", 4)).forEach(l -> listed.put(l[0], l[1]));
        return listed;
    }
}
