package org.curlew.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules as they were agreed, row by row (practice 2.8): a row of the rule data that changes, in its date, its source or how sure
 * that source is, changes how long evidence is kept, and has to be changed here as well.
 */
class RetentionRowsTest {

    private static final LocalDate DECIDED = LocalDate.of(2024, 8, 31);
    private static final LocalDate RELEASED = LocalDate.of(2027, 3, 9);

    private final RetentionRules rules = RetentionRules.shipped();

    private static final String ROWS = """
            EXTRACTED_DATA   | OPEN              |            | data-open         | PRIMARY   | CPIA Code s.5
            EXTRACTED_DATA   | NO_FURTHER_ACTION | 2024-08-31 | data-ended        | PRIMARY   | CPIA Code s.5
            EXTRACTED_DATA   | DISCONTINUED      | 2024-08-31 | data-ended        | PRIMARY   | CPIA Code s.5
            EXTRACTED_DATA   | ACQUITTED         | 2024-08-31 | data-ended        | PRIMARY   | CPIA Code s.5
            EXTRACTED_DATA   | OUT_OF_COURT      | 2025-02-28 | data-out-of-court | JUDGEMENT | no source found
            EXTRACTED_DATA   | CONVICTED_CUSTODY | 2027-03-09 | data-custody      | PRIMARY   | CPIA Code s.5
            EXTRACTED_DATA   | CONVICTED_OTHER   | 2025-02-28 | data-convicted    | PRIMARY   | CPIA Code s.5
            CASE_RECORD      | OPEN              |            | record-open       | PRIMARY   | CPIA Code s.5
            CASE_RECORD      | NO_FURTHER_ACTION | 2034-08-31 | record-review     | RECALLED  | records management Code
            CASE_RECORD      | DISCONTINUED      | 2034-08-31 | record-review     | RECALLED  | records management Code
            CASE_RECORD      | ACQUITTED         | 2034-08-31 | record-review     | RECALLED  | records management Code
            CASE_RECORD      | OUT_OF_COURT      | 2034-08-31 | record-review     | RECALLED  | records management Code
            CASE_RECORD      | CONVICTED_CUSTODY | 2034-08-31 | record-review     | RECALLED  | records management Code
            CASE_RECORD      | CONVICTED_OTHER   | 2034-08-31 | record-review     | RECALLED  | records management Code
            CAID_CONTRIBUTION| OPEN              |            | contribution      | JUDGEMENT | three retention classes
            CAID_CONTRIBUTION| NO_FURTHER_ACTION |            | contribution      | JUDGEMENT | three retention classes
            CAID_CONTRIBUTION| DISCONTINUED      |            | contribution      | JUDGEMENT | three retention classes
            CAID_CONTRIBUTION| ACQUITTED         |            | contribution      | JUDGEMENT | three retention classes
            CAID_CONTRIBUTION| OUT_OF_COURT      |            | contribution      | JUDGEMENT | three retention classes
            CAID_CONTRIBUTION| CONVICTED_CUSTODY |            | contribution      | JUDGEMENT | three retention classes
            CAID_CONTRIBUTION| CONVICTED_OTHER   |            | contribution      | JUDGEMENT | three retention classes
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = ROWS)
    void a_row_gives_its_date_and_says_by_which_rule_and_how_sure_its_source_is(
            RetentionClass of,
            CaseOutcome outcome,
            LocalDate on,
            String rule,
            RetentionRules.Mark mark,
            String source) {
        CaseFacts facts = new CaseFacts(
                outcome,
                outcome == CaseOutcome.OPEN ? null : DECIDED,
                outcome == CaseOutcome.CONVICTED_CUSTODY ? RELEASED : null,
                false);

        RetentionRules.Due due = rules.due(of, facts);

        assertThat(due.on()).isEqualTo(on);
        assertThat(due.rule()).isEqualTo(rule);
        assertThat(due.why()).contains(source).endsWith(mark + ")");
    }

    @Test
    void every_class_and_outcome_has_its_row_above_and_no_rule_is_without_one() {
        List<String> expected = new ArrayList<>();
        for (RetentionClass of : RetentionClass.values()) {
            for (CaseOutcome outcome : CaseOutcome.values()) {
                expected.add(of + "|" + outcome);
            }
        }
        List<String[]> rows = ROWS.lines().map(row -> row.split("\\s*\\|\\s*")).toList();

        assertThat(rows.stream().map(row -> row[0] + "|" + row[1])).containsExactlyElementsOf(expected);
        assertThat(rows.stream().map(row -> row[3]).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        rules.rules().stream().map(RetentionRules.Rule::id).toList());
    }

    @Test
    void what_is_not_a_date_of_a_class_is_agreed_too() {
        assertThat(rules.version()).isEqualTo("2026.1");
        assertThat(rules.appeal().mark()).isEqualTo(RetentionRules.Mark.PRIMARY);
        assertThat(rules.forfeiture().claimMonths()).isEqualTo(1);
        assertThat(rules.forfeiture().mark()).isEqualTo(RetentionRules.Mark.RECALLED);
        assertThat(rules.property().secondPerson())
                .containsExactlyInAnyOrder(ExhibitProperty.Event.FORFEITED, ExhibitProperty.Event.DESTROYED);
        assertThat(rules.property().mark()).isEqualTo(RetentionRules.Mark.JUDGEMENT);
    }
}
