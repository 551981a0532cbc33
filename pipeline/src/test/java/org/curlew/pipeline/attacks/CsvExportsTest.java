package org.curlew.pipeline.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.Visitor;
import org.curlew.pipeline.web.WithServed;
import org.curlew.storage.ledger.LedgerChainer;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** No table that leaves the application as CSV holds a cell that a spreadsheet runs; a new one cannot be forgotten. */
@WithServed
class CsvExportsTest {

    private static final String FORMULA = "=HYPERLINK(\"http://evil.example\",\"x\")";

    /** Counts in the application's own words: nothing that anybody wrote is in them. */
    private static final Set<String> COUNTS = Set.of("/command/measures/csv");

    private static Served served;

    @BeforeAll
    static void serve() {
        served = Served.instance();
    }

    /** Addresses that give CSV: by their last part, or by a form that can be CSV. */
    private static Set<String> tables() {
        Set<String> found = new TreeSet<>();
        for (Map.Entry<RequestMappingInfo, HandlerMethod> each : served.get(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()) {
            boolean form = Arrays.stream(each.getValue().getMethodParameters())
                    .map(p -> p.getParameterType().getEnumConstants())
                    .anyMatch(c -> c != null
                            && Arrays.stream(c).anyMatch(v -> v.toString().equals("CSV")));
            each.getKey().getPatternValues().stream()
                    .filter(p -> form || p.endsWith("csv"))
                    .forEach(p -> found.add(form ? p + "?form=CSV" : p));
        }
        return found;
    }

    @Test
    void every_address_that_gives_csv_makes_formulas_text() {
        long exhibit =
                served.get(Exhibits.class).bookIn("OP-SAMPLE", FORMULA, FORMULA).id();
        Visitor examiner = served.signedIn("examiner");
        Visitor command = served.signedIn("command");
        examiner.get("/exhibits/" + exhibit);
        served.get(LedgerChainer.class).chain();
        Set<String> tables = tables();
        assertThat(tables)
                .as("the addresses that give CSV: a new one is tried here by itself, if its numbers can be filled in")
                .contains("/exhibits/{id}/chronology/csv", "/api/v1/cases/{caseId}/court/sfr1?form=CSV");
        for (String table : tables) {
            String path = table.replace("{id}", Long.toString(exhibit))
                    .replace("{exhibitId}", Long.toString(exhibit))
                    .replace("{caseId}", Long.toString(served.exhibitCase()));
            boolean counts = COUNTS.contains(table);
            HttpResponse<String> answer = (counts ? command : examiner).get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body().contains("evil.example")).as(path).isEqualTo(!counts);
            cells(answer.body()).forEach(cell -> assertThat(cell.isEmpty() ? 'x' : cell.charAt(0))
                    .as("%s: first character of %s", path, cell)
                    .isNotIn('=', '+', '@', '\t', '\r'));
        }
    }

    /** Whoever doubles quotes by hand writes cells past the one class that guards them. */
    @Test
    void cells_are_written_by_one_class_only() throws IOException {
        List<String> writers;
        try (Stream<Path> files = Stream.of("storage", "triage", "grading", "pipeline")
                .map(m -> Path.of("..", m, "src", "main", "java"))
                .flatMap(CsvExportsTest::walk)) {
            writers = files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> read(f).contains("replace(\"\\\"\", \"\\\"\\\"\")"))
                    .map(f -> f.getFileName().toString())
                    .toList();
        }
        assertThat(writers).containsExactly("CsvCell.java");
    }

    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> cells(String csv) {
        return Arrays.stream(csv.split("[,\\n](?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .map(c -> c.startsWith("\"") ? c.substring(1) : c)
                .map(String::stripTrailing)
                .toList();
    }
}
