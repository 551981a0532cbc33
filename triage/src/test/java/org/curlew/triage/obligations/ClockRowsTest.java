package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.curlew.triage.obligations.ObligationRules.Block;
import org.curlew.triage.obligations.ObligationRules.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Practice 3.4 row by row, as it is shipped: what starts a clock, everything that meets it, and what else bends it. The
 * due times of each row are in {@link ClockTableTest}.
 */
class ClockRowsTest {

    /** Rule, start, what meets it, and: due where nothing else chooses it, end, look-back, condition, repetition. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "referral-assessed| REFERRAL_RECEIVED| REFERRAL_ASSESSED| 24h",
                "p2p-alert-triaged| P2P_ALERT_RECEIVED| P2P_ALERT_TRIAGED| 24h",
                "enforcement| KIRAT_COMPLETED| ARRESTED VOLUNTARY_ATTENDANCE WARRANT_EXECUTED| 24h; looks back 3650; by level",
                "warrant-allocated| WARRANT_OBTAINED| WARRANT_ALLOCATED WARRANT_EXECUTED| end; by level",
                "warrant-expiry| WARRANT_OBTAINED| WARRANT_EXECUTED| expires",
                "ppn-submitted| CHILD_LINKED| PPN_SUBMITTED PPN_NOT_REQUIRED| 24h; looks back 3650",
                "ppn-checked| PPN_SUBMITTED| PPN_CHECKED| 1d end",
                "strategy-decisions| STRATEGY_HELD| STRATEGY_DECISIONS_RECORDED| 24h",
                "strategy-minutes| STRATEGY_HELD| STRATEGY_MINUTES_RECEIVED| 5wd",
                "strategy-conference| STRATEGY_HELD| CONFERENCE_HELD| 15wd",
                "suicide-risk| CUSTODY_OR_INTERVIEW| SUICIDE_RISK_ASSESSED| 0h; looks back 1; by how",
                "release-welfare| RELEASED| WELFARE_CHECKED| 48h",
                "release-spoc| RELEASED| SPOC_NAMED| 48h; looks back 3650",
                "welfare-ongoing| RELEASED| WELFARE_CHECKED| 28d; until CHARGED NFA ITS_CASE_CLOSED; COMPLETED",
                "welfare-trigger| WELFARE_TRIGGER| WELFARE_CHECKED| 24h; looks back 1",
                "rui-reassessment| RUI_WITH_SUBJECT| RISK_REASSESSED| 7d; until RUI_ENDED ITS_CASE_CLOSED; COMPLETED; by band; within RERANK_TRIGGER:2d EXHIBIT_OVERDUE:0h",
                "supervisor-review| CASE_OPENED| REVIEW_CLOSED| 28d; until CASE_CLOSED; SCHEDULE",
                "rui-3-months| RUI| RUI_REVIEW_INSPECTOR| 3m; until RUI_ENDED ITS_CASE_CLOSED",
                "rui-6-months| RUI| RUI_REVIEW_SUPERINTENDENT| 6m; until RUI_ENDED ITS_CASE_CLOSED",
                "rui-9-months| RUI| RUI_REVIEW_ACC| 9m; until RUI_ENDED ITS_CASE_CLOSED",
                "rui-12-months| RUI| RUI_REVIEW_CHIEF| 12m then 3m; until RUI_ENDED ITS_CASE_CLOSED; SCHEDULE",
                "bail-end| BAILED| BAIL_ENDED| until",
                "bail-extension-pack| BAILED| BAIL_PACK_READY BAIL_ENDED| until less 7d",
                "bail-court-papers| BAILED| BAIL_COURT_PAPERS BAIL_ENDED| until less 21d; where authority=magistrates",
                "victim-update| VICTIM_MUST_KNOW| VICTIM_TOLD| 1wd; by service",
                "victim-routine| VICTIM_LINKED| VICTIM_UPDATED| 28d; until ITS_CASE_CLOSED; COMPLETED",
                "clpd-considered| CUSTODY_OR_INTERVIEW| CLPD_CONSIDERED| end; looks back 28",
                "clpd-decided| CUSTODY_OR_INTERVIEW| CLPD_DECIDED| 24h; looks back 28; where childRole=yes",
                "triage-target| EXHIBIT_RECEIVED| EXHIBIT_TRIAGED EXHIBIT_COMPLETE EXHIBIT_DECIDED| TRIAGE",
                "completion-target| EXHIBIT_RECEIVED| EXHIBIT_COMPLETE EXHIBIT_DECIDED| COMPLETION",
                "delay-review| EXHIBIT_LONG_OVERDUE| DELAY_REVIEWED EXHIBIT_COMPLETE EXHIBIT_DECIDED| 0h; looks back 28",
                "age-limit| EXHIBIT_RECEIVED| EXCEPTION_GRANTED EXHIBIT_COMPLETE EXHIBIT_DECIDED| 180d",
                "acceptance-task| ANSWER_NEEDED| ANSWERED| 1wd; until ITS_CASE_CLOSED; looks back 3650",
                "victim-identification| UNKNOWN_CHILD_LIKELY| VID_TASKED| end",
                "hit-safeguarding| UNKNOWN_CHILD_LIKELY| SAFEGUARDING_STARTED CHILD_NOT_IN_UK| end",
                "caid-submission| EXHIBIT_GRADED| EXHIBIT_UPLOADED| 14d",
                "sfr1| EXHIBIT_COMPLETE| SFR1_SERVED| 10wd",
                "outcome-retention| CASE_CLOSED| RETENTION_SET| end",
                "grader-welfare| GRADER_STARTED| GRADER_APPOINTMENT_KEPT| 6m; until GRADER_LEFT; COMPLETED",
                "method-review| METHOD_IN_USE| METHOD_VALIDATED| 12m; until METHOD_RETIRED; COMPLETED; within METHOD_CHANGED:0h",
                "board-pack| BOARD_STARTED| BOARD_PACK_ISSUED| 14d; SCHEDULE",
                "board-audit| BOARD_STARTED| AUDIT_DONE| 1m; SCHEDULE"
            })
    void each_row_starts_ends_and_is_met_as_the_table_says(String id, String on, String metBy, String rest) {
        Rule rule = ClockTableTest.RULES.rules().stream()
                .filter(r -> r.id().equals(id))
                .findFirst()
                .orElseThrow();

        assertThat(rule.on()).isEqualTo(on.strip());
        assertThat(String.join(" ", rule.metBy())).isEqualTo(metBy.strip());
        assertThat(rest(rule)).isEqualTo(rest.strip());
    }

    @Test
    void every_row_of_the_file_stands_above_in_its_order() throws NoSuchMethodException {
        List<String> rows = Arrays.stream(getClass()
                        .getDeclaredMethod(
                                "each_row_starts_ends_and_is_met_as_the_table_says",
                                String.class,
                                String.class,
                                String.class,
                                String.class)
                        .getAnnotation(CsvSource.class)
                        .value())
                .map(row -> row.substring(0, row.indexOf('|')))
                .toList();
        assertThat(ClockTableTest.RULES.rules()).extracting(Rule::id).containsExactlyElementsOf(rows);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "release| ACCESS_ANSWERED ADDRESS_CHECKED PLAN_FOR_EACH_CHILD| JUDGEMENT",
                "bail-to-rui| NEW_RISK_ASSESSMENT PLAN_FOR_EACH_CHILD VICTIM_TOLD| JUDGEMENT"
            })
    void a_release_is_blocked_by_what_the_table_asks_first(String id, String needs, String mark) {
        Block block = ClockTableTest.RULES.blocks().stream()
                .filter(b -> b.id().equals(id))
                .findFirst()
                .orElseThrow();
        Set<String> names = block.needs().stream().map(Enum::name).collect(Collectors.toCollection(TreeSet::new));

        assertThat(String.join(" ", names)).isEqualTo(needs.strip());
        assertThat(block.mark()).hasToString(mark);
    }

    @ParameterizedTest(name = "arrested from {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2022-10-28| 3m| 6m| inspector 6m, superintendent 9m| magistrates| PRIMARY",
                "2017-04-03| 28d| 28d| superintendent 3m| magistrates| RECALLED"
            })
    void bail_runs_as_long_as_the_rules_of_its_arrest_say(
            String from, String initial, String agency, String ladder, String then, String mark) {
        ObligationRules.BailRegime regime = ClockTableTest.RULES.bail().stream()
                .filter(r -> r.arrestedFrom().toString().equals(from))
                .findFirst()
                .orElseThrow();

        assertThat(words(regime.initial())).isEqualTo(initial);
        assertThat(words(regime.initialAgency())).isEqualTo(agency);
        assertThat(regime.ladder().stream()
                        .map(e -> e.authority() + " " + words(e.until()))
                        .collect(Collectors.joining(", ")))
                .isEqualTo(ladder);
        assertThat(regime.then()).isEqualTo(then);
        assertThat(regime.mark()).hasToString(mark);
        assertThat(ClockTableTest.RULES.bail()).hasSize(2);
    }

    private static String rest(Rule rule) {
        List<String> parts = new ArrayList<>();
        String due = Stream.of(
                        words(rule.due()),
                        rule.dueAt(),
                        rule.target() == null ? null : rule.target().name())
                .filter(d -> d != null)
                .collect(Collectors.joining(" "));
        parts.add((rule.first() == null ? "" : words(rule.first()) + " then ")
                + due
                + (rule.lead() == null ? "" : " less " + words(rule.lead())));
        if (!rule.until().isEmpty()) {
            parts.add("until " + String.join(" ", rule.until()));
        }
        if (rule.lookBackDays() != 0) {
            parts.add("looks back " + rule.lookBackDays());
        }
        rule.where().forEach((attribute, value) -> parts.add("where " + attribute + "=" + value));
        if (rule.repeats() != ObligationRules.Repeats.NO) {
            parts.add(rule.repeats().name());
        }
        if (rule.by() != null) {
            parts.add("by " + rule.by());
        }
        if (!rule.within().isEmpty()) {
            parts.add("within "
                    + rule.within().stream()
                            .map(w -> w.on() + ":" + words(w.due()))
                            .collect(Collectors.joining(" ")));
        }
        return String.join("; ", parts);
    }

    private static String words(Span span) {
        if (span == null) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        if (span.months() != null) {
            parts.add(span.months() + "m");
        }
        if (span.days() != null) {
            parts.add(span.days() + "d");
        }
        if (span.workingDays() != null) {
            parts.add(span.workingDays() + "wd");
        }
        if (span.hours() != null) {
            parts.add(span.hours() + "h");
        }
        if (span.endOfDay()) {
            parts.add("end");
        }
        return String.join(" ", parts);
    }
}
