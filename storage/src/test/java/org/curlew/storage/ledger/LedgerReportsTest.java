package org.curlew.storage.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerReportsTest {

    private static final List<String> EXHIBIT = List.of("case:OP-1", "exhibit:ABC/1");

    @TempDir
    static Path folder;

    private static LedgerFixture fixture;
    private static Consultations asking;
    private static Consultations silent;
    private static Instant begun;

    @BeforeAll
    static void acts() throws Exception {
        begun = Instant.now().minusSeconds(60);
        fixture = new LedgerFixture(folder);
        asking = new Consultations(fixture.ledger, fixture.transactions, true);
        silent = new Consultations(fixture.ledger, fixture.transactions, false);
        act("station", "EXHIBIT_BOOKED_IN", ProcessingAct.COLLECTION, EXHIBIT, Map.of("seal", "=1+1"));
        act("machine", "STAGE_EXTRACTION", ProcessingAct.COLLECTION, EXHIBIT, Map.of("state", "EXTRACTED"));
        act("grader", "GRADED", ProcessingAct.ALTERATION, EXHIBIT, Map.of("note", "a, \"quoted\" one"));
        List<String> pictures =
                IntStream.range(0, 200).mapToObj(i -> "sha256-" + i).toList();
        silent.viewed("grader", "GALLERY_PAGE_VIEWED", EXHIBIT, pictures, null);
        silent.viewed("curious", "CASE_VIEWED", List.of("case:OP-1"), List.of(), null);
        silent.viewed("curious", "CASE_VIEWED", List.of("case:OP-1"), List.of(), "cover for a colleague");
        silent.viewed("curious", "CASE_VIEWED", List.of("case:OP-2"), List.of(), null);
        act("station", "EXHIBIT_BOOKED_IN", ProcessingAct.COLLECTION, List.of("case:OP-2", "exhibit:ABC/1"), Map.of());
        silent.searched("auditor", "surname Smith", 3, null);
        fixture.chainer.chain();
    }

    private static void act(
            String actor, String kind, ProcessingAct act, List<String> subjects, Map<String, Object> details) {
        LedgerEntry entry = new LedgerEntry(actor, kind, act, subjects, details);
        fixture.transactions.executeWithoutResult(status -> fixture.ledger.append(entry));
    }

    private static Chronology chronology() {
        return new Chronology(fixture.jdbc, fixture.transactions);
    }

    @Test
    void a_page_of_two_hundred_pictures_is_one_entry_that_lists_them() {
        List<Chronology.Line> views = chronology().newest(EXHIBIT, 100).stream()
                .filter(line -> line.sort() == Chronology.Sort.VIEW)
                .toList();

        assertThat(views).hasSize(1);
        assertThat(views.getFirst().details()).contains("\"count\":200", "\"sha256-0\"", "\"sha256-199\"");
    }

    @Test
    void with_the_switch_on_nothing_is_viewed_or_searched_without_a_reason() {
        assertThat(asking.justificationNeeded()).isTrue();
        assertThatThrownBy(() -> asking.viewed("grader", "CASE_VIEWED", List.of("case:OP-9"), List.of(), " "))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("curlew.ledger.justification");
        assertThatThrownBy(() -> asking.searched("grader", "x", 0, null)).isInstanceOf(LedgerException.class);
        fixture.chainer.chain();
        assertThat(chronology().newest(List.of("case:OP-9"), 10)).isEmpty();

        asking.viewed("grader", "CASE_VIEWED", List.of("case:OP-8"), List.of(), "my case");
        fixture.chainer.chain();
        assertThat(chronology().newest(List.of("case:OP-8"), 10).getFirst().details())
                .isEqualTo("{\"justification\":\"my case\"}");
    }

    @Test
    void a_chronology_is_the_exhibits_of_that_case_alone_in_order_with_numbers_and_hashes() {
        List<Chronology.Line> lines = chronology().newest(EXHIBIT, 100).reversed();

        assertThat(lines)
                .extracting(Chronology.Line::sort)
                .containsExactly(
                        Chronology.Sort.CUSTODY, Chronology.Sort.STATE, Chronology.Sort.DECISION, Chronology.Sort.VIEW);
        assertThat(lines).extracting(Chronology.Line::number).isSorted();
        String hash = fixture.jdbc.queryForObject(
                "select encode(hash, 'hex') from ledger_entry where number = ?",
                String.class,
                lines.getFirst().number());
        assertThat(lines.getFirst().hash()).isEqualTo(hash);
    }

    @Test
    void the_csv_quotes_what_needs_it_and_disarms_what_a_spreadsheet_would_run() throws Exception {
        StringBuilder out = new StringBuilder();
        act("=cmd()", "NOTE", ProcessingAct.ALTERATION, List.of("case:OP-5"), Map.of("note", "a, \"b\""));
        fixture.chainer.chain();

        chronology().csv(List.of("case:OP-5"), out);

        assertThat(out.toString().lines()).hasSize(2);
        assertThat(out.toString())
                .startsWith("number,time,actor,sort,kind,act,subjects,details,hash\n")
                .contains(",'=cmd(),decision,NOTE,ALTERATION,case:OP-5,")
                .contains(",\"{\"\"note\"\":\"\"a, \\\"\"b\\\"\"\"\"}\",");
    }

    @Test
    void a_persons_accesses_are_found_by_name_and_time() {
        Accesses accesses = new Accesses(fixture.jdbc);

        assertThat(accesses.ofPerson("curious", begun, Instant.now().plusSeconds(60), 100))
                .hasSize(3);
        assertThat(accesses.ofPerson("curious", begun, begun.plusSeconds(1), 100))
                .isEmpty();
        assertThat(accesses.ofPerson("nobody", begun, Instant.now(), 100)).isEmpty();
    }

    @Test
    void looking_into_cases_that_are_not_theirs_is_reported_with_what_was_justified() {
        List<Accesses.Unusual> unusual = new Accesses(fixture.jdbc)
                .unusual(
                        begun,
                        Instant.now().plusSeconds(60),
                        (actor, reference) -> actor.equals("grader") || reference.equals("OP-2"),
                        Set.of("machine"));

        assertThat(unusual).hasSize(1);
        assertThat(unusual.getFirst().actor()).isEqualTo("curious");
        assertThat(unusual.getFirst().caseReference()).isEqualTo("OP-1");
        assertThat(unusual.getFirst().times()).isEqualTo(2);
        assertThat(unusual.getFirst().justified()).isEqualTo(1);
    }
}
