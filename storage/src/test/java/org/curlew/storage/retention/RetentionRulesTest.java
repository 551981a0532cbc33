package org.curlew.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.storage.retention.RetentionClass.CAID_CONTRIBUTION;
import static org.curlew.storage.retention.RetentionClass.CASE_RECORD;
import static org.curlew.storage.retention.RetentionClass.EXTRACTED_DATA;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetentionRulesTest {

    private static final LocalDate DECIDED = LocalDate.of(2025, 8, 31);

    private final RetentionRules rules = RetentionRules.shipped();

    private static CaseFacts facts(CaseOutcome outcome, LocalDate released, boolean appeal) {
        return new CaseFacts(outcome, outcome == CaseOutcome.OPEN ? null : DECIDED, released, appeal);
    }

    @Test
    void an_open_case_holds_the_data_without_a_date() {
        assertThat(rules.due(EXTRACTED_DATA, CaseFacts.OPEN).on()).isNull();
        assertThat(rules.due(EXTRACTED_DATA, CaseFacts.OPEN).why()).contains("CPIA Code s.5", "PRIMARY");
    }

    @Test
    void data_may_go_from_the_day_of_an_acquittal_or_a_decision_not_to_proceed() {
        for (CaseOutcome outcome :
                new CaseOutcome[] {CaseOutcome.ACQUITTED, CaseOutcome.NO_FURTHER_ACTION, CaseOutcome.DISCONTINUED}) {
            RetentionRules.Due due = rules.due(EXTRACTED_DATA, facts(outcome, null, false));
            assertThat(due.on()).isEqualTo(DECIDED);
            assertThat(due.reached(DECIDED)).isTrue();
            assertThat(due.reached(DECIDED.minusDays(1))).isFalse();
        }
    }

    @Test
    void after_a_conviction_without_custody_six_calendar_months_are_counted_to_the_last_day_of_a_short_month() {
        assertThat(rules.due(EXTRACTED_DATA, facts(CaseOutcome.CONVICTED_OTHER, null, false))
                        .on())
                .isEqualTo(LocalDate.of(2026, 2, 28));
    }

    @Test
    void custody_holds_until_the_release_is_recorded_and_never_less_than_six_months() {
        assertThat(rules.due(EXTRACTED_DATA, facts(CaseOutcome.CONVICTED_CUSTODY, null, false))
                        .on())
                .isNull();
        assertThat(rules.due(EXTRACTED_DATA, facts(CaseOutcome.CONVICTED_CUSTODY, DECIDED.plusDays(30), false))
                        .on())
                .isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(rules.due(EXTRACTED_DATA, facts(CaseOutcome.CONVICTED_CUSTODY, LocalDate.of(2029, 1, 1), false))
                        .on())
                .isEqualTo(LocalDate.of(2029, 1, 1));
    }

    @Test
    void an_appeal_holds_everything() {
        for (RetentionClass of : RetentionClass.values()) {
            assertThat(rules.due(of, facts(CaseOutcome.ACQUITTED, null, true)).on())
                    .isNull();
        }
    }

    @Test
    void the_record_comes_up_after_ten_years_and_the_contribution_never_by_a_date() {
        CaseFacts ended = facts(CaseOutcome.ACQUITTED, null, false);
        assertThat(rules.due(CASE_RECORD, ended).on()).isEqualTo(DECIDED.plusYears(10));
        assertThat(rules.due(CASE_RECORD, ended).why()).contains("RECALLED");
        assertThat(rules.due(CAID_CONTRIBUTION, ended).on()).isNull();
    }

    @Property(tries = 300)
    void no_conviction_frees_data_before_six_months_or_the_release(
            @ForAll @IntRange(min = 0, max = 4000) int decided, @ForAll @IntRange(min = 0, max = 9000) int served) {
        LocalDate conviction = LocalDate.of(2015, 1, 1).plusDays(decided);
        LocalDate release = conviction.plusDays(served);
        LocalDate on = RetentionRules.shipped()
                .due(EXTRACTED_DATA, new CaseFacts(CaseOutcome.CONVICTED_CUSTODY, conviction, release, false))
                .on();
        assertThat(on).isAfterOrEqualTo(release).isAfterOrEqualTo(conviction.plusMonths(6));
        assertThat(on).isIn(release, conviction.plusMonths(6));
    }

    @Test
    void a_rule_file_that_leaves_an_outcome_out_or_misspells_a_field_is_refused_by_name() throws IOException {
        String text;
        try (InputStream in = getClass().getResourceAsStream("/rules/retention.yaml")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThatThrownBy(() -> read(text.replace("[CONVICTED_OTHER], from: DECISION,", "[], from: DECISION,")))
                .isInstanceOf(RetentionException.class)
                .hasMessageContaining("say nothing of EXTRACTED_DATA after [CONVICTED_OTHER]");
        assertThatThrownBy(() -> read(text.replace("claimMonths: 1", "claimMonths: 1, claimMoons: 2")))
                .isInstanceOf(RetentionException.class)
                .hasMessageContaining("claimMoons");
        assertThatThrownBy(() -> read(text.replace("\"2026.1\"", "\"\"")))
                .isInstanceOf(RetentionException.class)
                .hasMessageContaining("no version");
    }

    private static RetentionRules read(String text) {
        return RetentionRules.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
