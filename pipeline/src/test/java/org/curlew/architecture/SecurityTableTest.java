package org.curlew.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each control in docs/security.md names a test that fails without it: a test that was renamed or removed is missed here. */
class SecurityTableTest {

    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+Test)`");

    @Test
    void every_test_that_the_table_names_is_there() throws IOException {
        Set<String> there = new TreeSet<>();
        for (String module : new String[] {"storage", "triage", "grading", "pipeline"}) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
                there.addAll(files.map(f -> f.getFileName().toString())
                        .filter(f -> f.endsWith("Test.java"))
                        .map(f -> f.replace(".java", ""))
                        .collect(Collectors.toSet()));
            }
        }
        Matcher named = NAMED.matcher(Files.readString(Path.of("..", "docs", "security.md")));
        Set<String> wanted = new TreeSet<>();
        while (named.find()) {
            wanted.add(named.group(1));
        }
        assertThat(wanted).hasSizeGreaterThan(10);
        assertThat(there).containsAll(wanted);
    }
}
