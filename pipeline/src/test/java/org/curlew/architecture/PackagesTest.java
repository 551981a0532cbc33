package org.curlew.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever opens a package, of the product or of its tests, is told what it is for. */
class PackagesTest {

    @ParameterizedTest
    @ValueSource(strings = {"storage", "triage", "grading", "pipeline"})
    void every_package_says_what_it_is_for(String module) throws IOException {
        for (String part : List.of("main", "test")) {
            Path sources = Path.of("..", module, "src", part, "java");
            try (Stream<Path> files = Files.walk(sources)) {
                List<Path> packages = files.filter(file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .distinct()
                        .toList();
                assertThat(packages).isNotEmpty().allSatisfy(folder -> {
                    Path about = folder.resolve("package-info.java");
                    assertThat(about).exists();
                    assertThat(Files.readString(about)).startsWith("/**").contains("package org.curlew");
                });
            }
        }
    }
}
