package org.curlew.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

    private static final Pattern PROPERTY = Pattern.compile("\\$\\{(curlew\\.[a-z0-9.-]+)");

    @Test
    void every_property_the_code_reads_is_explained() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "configuration.md"));
        Set<String> unexplained = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source :
                    sources.filter(s -> s.toString().endsWith(".java")).toList()) {
                Matcher property = PROPERTY.matcher(Files.readString(source));
                while (property.find()) {
                    if (!page.contains("`" + property.group(1) + "`")) {
                        unexplained.add(property.group(1));
                    }
                }
            }
        }
        assertThat(unexplained).isEmpty();
    }
}
