package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.curlew.storage.retention.ExhibitProperty;
import org.curlew.triage.register.ExhibitState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerSentencesTest {

    /** Files that write into the ledger, by what they use for it. */
    private static final Pattern WRITES =
            Pattern.compile("LedgerEntry|ActLog|acts\\.(record|stage)|Consultations|happenings\\.report\\(");

    private static final Pattern KIND = Pattern.compile("\"((?:[A-Z]+_)+[A-Z]+|GRADED|SEARCHED)\"");
    private static final Pattern PREFIX = Pattern.compile("\"([A-Z]+_)\" *\\+");

    /** Words in capitals in these files that are no kind of entry: happenings that are read off and not acts, and states. */
    private static final Set<String> NO_KINDS = Set.of(
            "BOARD_STARTED",
            "EXCEPTION_GRANTED",
            "EXHIBIT_COMPLETE",
            "EXHIBIT_DECIDED",
            "EXHIBIT_HIT",
            "EXHIBIT_OVERDUE",
            "EXHIBIT_RECEIVED",
            "HELD_FOR_STORAGE",
            "NOT_IDENTIFIABLE",
            "NOT_IN_UK",
            "UK_CHILD_POSSIBLE",
            "VERIFY_FAILED");

    private final LedgerSentences sentences = new LedgerSentences();

    /** Every kind that the sources write, those that are put together from a prefix with what follows it. */
    private static Set<String> kinds() throws IOException {
        Set<String> kinds = new TreeSet<>();
        Set<String> prefixes = new TreeSet<>();
        for (String module : new String[] {"storage", "triage", "grading", "pipeline"}) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String text = Files.readString(file);
                    if (WRITES.matcher(text).find()) {
                        KIND.matcher(text).results().forEach(found -> kinds.add(found.group(1)));
                        PREFIX.matcher(text).results().forEach(found -> prefixes.add(found.group(1)));
                    }
                    if (file.getFileName().toString().endsWith("Stage.java")) {
                        stage(text, kinds);
                    }
                }
            }
        }
        assertThat(prefixes)
                .as("a new prefix needs what follows it here")
                .containsExactly("DISPOSAL_", "EXHIBIT_", "STAGE_", "VICTIM_");
        for (ExhibitState state : ExhibitState.values()) {
            kinds.add("EXHIBIT_" + state);
        }
        for (ExhibitProperty.Event event : ExhibitProperty.Event.values()) {
            kinds.add("EXHIBIT_" + event);
        }
        kinds.removeAll(NO_KINDS);
        return kinds;
    }

    private static void stage(String text, Set<String> kinds) {
        Matcher name =
                Pattern.compile("String name\\(\\) \\{\\s*return \"([a-z-]+)\"").matcher(text);
        if (name.find()) {
            kinds.add(
                    "STAGE_" + name.group(1).toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
    }

    @Test
    void every_kind_of_entry_that_the_product_writes_has_its_sentence() throws IOException {
        Set<String> kinds = kinds();
        assertThat(kinds).hasSizeGreaterThan(100).contains("EXHIBIT_FORFEITED", "STAGE_MEDIA_STORE", "GRADED");

        kinds.removeAll(sentences.kinds());
        assertThat(kinds).as("kinds to be added to ledger-sentences.properties").isEmpty();
    }

    @Test
    void every_sentence_is_one_also_where_its_entry_says_nothing_more() {
        for (String kind : sentences.kinds()) {
            assertThat(sentences.of(kind, "{}").orElseThrow())
                    .as(kind)
                    .matches("[A-Z][^\\[\\]{}|_]+\\.")
                    .doesNotContain("..", "  ", " .", " ,");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EXHIBIT_RETURNED  | {"recipient":"Ada","on":"2026-02-03","note":""} | The exhibit was returned to Ada on 2026-02-03.
            REGISTER_ADDED    | {"kind":"CustodyTransfer","reason":"to store"}  | Custody transfer was recorded: to store.
            REGISTER_ADDED    | {}                                              | Something was recorded.
            CASE_OUTCOME      | {"outcome":"NO_FURTHER_ACTION","reason":"$1"}   | The outcome of the case was recorded: no further action ($1).
            EXHIBIT_VIEWED    | {"what":"files","count":200}                    | The exhibit was looked at: files (200 items).
            STAGE_TRIAGE      | {"reason":"It ends."}                           | The machine worked out the triage result: It ends.
            IMAGE_SUBMITTED   | {"parts":["a","b","c","d"]}                     | The image was given to the machine: a, b, c and 1 more.
            BACKUP_TAKEN      | no JSON                                         | A backup was taken.
            """)
    void a_sentence_takes_what_its_entry_says(String kind, String details, String sentence) {
        assertThat(sentences.of(kind, details)).hasValue(sentence);
    }

    @Test
    void a_kind_of_a_later_version_has_none() {
        assertThat(sentences.of("LATER_KIND", "{}")).isEmpty();
    }
}
