package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.curlew.triage.obligations.ObligationRules.Rule;
import org.curlew.triage.obligations.ObligationRules.Step;
import org.curlew.triage.queue.QueueRules;
import org.curlew.triage.register.Times;
import org.curlew.triage.rules.Mark;
import org.curlew.triage.rules.RuleFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of practice 3.4, against the rule file that is shipped: a start on Thursday 26 March 2026 at 10:00. */
class ClockTableTest {

    static final ObligationRules RULES =
            RuleFiles.read("obligations.yaml", RuleFiles.shipped("obligations.yaml"), ObligationRules.class);
    static final QueueRules QUEUE = RuleFiles.read("queue.yaml", RuleFiles.shipped("queue.yaml"), QueueRules.class);
    static final Clockwork CLOCKWORK = new Clockwork(RULES, QUEUE, new Calendar(), new Horizon(java.time.Instant.MAX));
    static final Instant START = uk("2026-03-26T10:00");

    static Instant uk(String local) {
        return LocalDateTime.parse(local).atZone(Times.UK).toInstant();
    }

    static Happening happening(String type, Instant at, String... attributes) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            map.put(attributes[i], attributes[i + 1]);
        }
        return new Happening(type, "subject", at, null, null, null, null, map);
    }

    private static Rule rule(String id) {
        return RULES.rules().stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
    }

    private static Obligation first(String id, Instant now, String... attributes) {
        List<Happening> happenings = List.of(happening(rule(id).on(), START, attributes));
        return CLOCKWORK.compute(happenings, now).stream()
                .filter(o -> o.ruleId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} {1}={2}: due {3}, ladder {4}, met by {5}")
    @CsvSource({
        "referral-assessed, x, x, 2026-03-27T10:00, E1, REFERRAL_ASSESSED",
        "p2p-alert-triaged, x, x, 2026-03-27T10:00, E1, P2P_ALERT_TRIAGED",
        "enforcement, level, VERY_HIGH, 2026-03-27T10:00, E2-for-high, ARRESTED",
        "enforcement, level, HIGH, 2026-04-02T10:00, E2-for-high, VOLUNTARY_ATTENDANCE",
        "enforcement, level, MEDIUM, 2026-04-09T10:00, E2-for-high, WARRANT_EXECUTED",
        "enforcement, level, LOW, 2026-04-25T10:00, E2-for-high, ARRESTED",
        "warrant-allocated, level, VERY_HIGH, 2026-03-26T23:59:59, E2, WARRANT_ALLOCATED",
        "warrant-allocated, level, HIGH, 2026-03-26T23:59:59, E2, WARRANT_ALLOCATED",
        "warrant-allocated, level, MEDIUM, 2026-03-29T10:00, E2, WARRANT_ALLOCATED",
        "warrant-allocated, level, LOW, 2026-03-29T10:00, E2, WARRANT_ALLOCATED",
        "warrant-allocated, level, UNKNOWN, 2026-03-26T23:59:59, E2, WARRANT_ALLOCATED",
        "ppn-submitted, x, x, 2026-03-27T10:00, same-shift, PPN_SUBMITTED",
        "ppn-checked, x, x, 2026-03-27T23:59:59, E2, PPN_CHECKED",
        "strategy-decisions, x, x, 2026-03-27T10:00, E1, STRATEGY_DECISIONS_RECORDED",
        "strategy-minutes, x, x, 2026-04-02T10:00, E1, STRATEGY_MINUTES_RECEIVED",
        "strategy-conference, x, x, 2026-04-20T10:00, E1, CONFERENCE_HELD",
        "suicide-risk, how, INTERVIEW, 2026-03-26T10:00, E2, SUICIDE_RISK_ASSESSED",
        "suicide-risk, how, ARREST, 2026-03-27T10:00, E2, SUICIDE_RISK_ASSESSED",
        "release-welfare, x, x, 2026-03-28T10:00, E2, WELFARE_CHECKED",
        "release-spoc, x, x, 2026-03-28T10:00, E2, SPOC_NAMED",
        "welfare-ongoing, x, x, 2026-04-23T10:00, E1, WELFARE_CHECKED",
        "welfare-trigger, x, x, 2026-03-27T10:00, E1, WELFARE_CHECKED",
        "rui-reassessment, band, P0, 2026-04-02T10:00, reassessment, RISK_REASSESSED",
        "rui-reassessment, band, P1, 2026-04-02T10:00, reassessment, RISK_REASSESSED",
        "rui-reassessment, band, P2, 2026-04-09T10:00, reassessment, RISK_REASSESSED",
        "rui-reassessment, band, P3, 2026-04-23T10:00, reassessment, RISK_REASSESSED",
        "rui-reassessment, band, P4, 2026-04-23T10:00, reassessment, RISK_REASSESSED",
        "supervisor-review, x, x, 2026-04-23T10:00, review, REVIEW_CLOSED",
        "rui-3-months, x, x, 2026-06-26T10:00, E3, RUI_REVIEW_INSPECTOR",
        "rui-6-months, x, x, 2026-09-26T10:00, E3, RUI_REVIEW_SUPERINTENDENT",
        "rui-9-months, x, x, 2026-12-26T10:00, E3, RUI_REVIEW_ACC",
        "rui-12-months, x, x, 2027-03-26T10:00, E4, RUI_REVIEW_CHIEF",
        "bail-end, until, 2026-06-20T15:00:00Z, 2026-06-20T16:00, bail-end, BAIL_ENDED",
        "bail-extension-pack, until, 2026-06-20T15:00:00Z, 2026-06-13T16:00, E2, BAIL_PACK_READY",
        "victim-update, service, enhanced, 2026-03-27T10:00, E1, VICTIM_TOLD",
        "victim-update, service, standard, 2026-04-02T10:00, E1, VICTIM_TOLD",
        "victim-routine, x, x, 2026-04-23T10:00, E1, VICTIM_UPDATED",
        "clpd-considered, x, x, 2026-03-26T23:59:59, E2, CLPD_CONSIDERED",
        "clpd-decided, childRole, yes, 2026-03-27T10:00, E2, CLPD_DECIDED",
        "triage-target, band, P1, 2026-03-27T10:00, target, EXHIBIT_TRIAGED",
        "completion-target, band, P2, 2026-05-05T11:00, target, EXHIBIT_COMPLETE",
        "delay-review, x, x, 2026-03-26T10:00, E3, DELAY_REVIEWED",
        "age-limit, x, x, 2026-09-22T10:00, E4, EXCEPTION_GRANTED",
        "acceptance-task, x, x, 2026-03-27T10:00, E1, ANSWERED",
        "victim-identification, x, x, 2026-03-26T23:59:59, E2, VID_TASKED",
        "hit-safeguarding, x, x, 2026-03-26T23:59:59, E2, SAFEGUARDING_STARTED",
        "caid-submission, x, x, 2026-04-09T10:00, E1, EXHIBIT_UPLOADED",
        "sfr1, x, x, 2026-04-13T10:00, E1, SFR1_SERVED",
        "outcome-retention, x, x, 2026-03-26T23:59:59, E1, RETENTION_SET",
        "grader-welfare, x, x, 2026-09-26T10:00, lock, GRADER_APPOINTMENT_KEPT",
        "method-review, x, x, 2027-03-26T10:00, quality, METHOD_VALIDATED",
        "board-pack, x, x, 2026-04-09T10:00, E4, BOARD_PACK_ISSUED",
        "board-audit, x, x, 2026-04-26T10:00, E4, AUDIT_DONE"
    })
    void each_row_is_due_when_the_table_says_and_met_by_what_it_says(
            String id, String attribute, String value, LocalDateTime due, String ladder, String metBy) {
        Obligation obligation = first(id, START, attribute, value);

        assertThat(obligation.due().atZone(Times.UK).toLocalDateTime()).isEqualTo(due);
        assertThat(rule(id).ladder()).isEqualTo(ladder);
        assertThat(rule(id).metBy()).contains(metBy);
        List<Happening> done =
                List.of(happening(rule(id).on(), START, attribute, value), happening(metBy, START.plusSeconds(60)));
        assertThat(CLOCKWORK.compute(done, START.plusSeconds(120)).stream()
                        .filter(o -> o.ruleId().equals(id))
                        .map(Obligation::metAt))
                .contains(START.plusSeconds(60));
    }

    @Test
    void court_papers_are_due_21_days_before_bail_that_only_magistrates_can_extend() {
        Obligation papers =
                first("bail-court-papers", START, "until", "2026-06-20T15:00:00Z", "authority", "magistrates");
        assertThat(papers.due()).isEqualTo(uk("2026-05-30T16:00"));
        assertThat(rule("bail-court-papers").ladder()).isEqualTo("E2");

        List<Happening> inspector =
                List.of(happening("BAILED", START, "until", "2026-06-20T15:00:00Z", "authority", "inspector"));
        assertThat(CLOCKWORK.compute(inspector, START))
                .noneMatch(o -> o.ruleId().equals("bail-court-papers"));
    }

    @Test
    void every_rule_of_the_file_is_in_the_table_above_and_carries_its_mark() throws NoSuchMethodException {
        Set<String> tested = Arrays.stream(getClass()
                        .getDeclaredMethod(
                                "each_row_is_due_when_the_table_says_and_met_by_what_it_says",
                                String.class,
                                String.class,
                                String.class,
                                LocalDateTime.class,
                                String.class,
                                String.class)
                        .getAnnotation(CsvSource.class)
                        .value())
                .map(row -> row.split(",")[0])
                .collect(Collectors.toCollection(TreeSet::new));
        // These two depend on a time of their own and have tests of their own below.
        tested.addAll(List.of("bail-court-papers", "warrant-expiry"));
        assertThat(RULES.rules()).extracting(Rule::id).containsExactlyInAnyOrderElementsOf(tested);
        assertThat(RULES.rules()).allMatch(r -> r.mark() != null && r.source() != null);
        Map<Mark, Long> marks =
                RULES.rules().stream().collect(Collectors.groupingBy(Rule::mark, Collectors.counting()));
        assertThat(marks).containsEntry(Mark.PRIMARY, 8L);
        assertThat(RULES.rules().stream().filter(r -> r.mark() == Mark.PRIMARY).map(Rule::id))
                .containsExactly(
                        "ppn-submitted",
                        "strategy-conference",
                        "suicide-risk",
                        "release-spoc",
                        "victim-update",
                        "victim-routine",
                        "clpd-considered",
                        "outcome-retention");
        assertThat(RULES.rules().stream()
                        .filter(r -> r.mark() == Mark.SECONDARY)
                        .map(Rule::id))
                .containsExactly("enforcement", "welfare-trigger", "supervisor-review", "board-pack");
        assertThat(RULES.blocks()).extracting(ObligationRules.Block::id).containsExactly("release", "bail-to-rui");
        assertThat(RULES.storage())
                .isEqualTo(new ObligationRules.Storage(75, 60, 90, 21, 95, "E2", "E4", Mark.JUDGEMENT));
        assertThat(RULES.grader()).isEqualTo(new ObligationRules.Grader(10, 4, Mark.PRIMARY, Mark.JUDGEMENT));
        assertThat(RULES.auditSample()).isEqualTo(10);
    }

    @ParameterizedTest(name = "{0} {1}={2}: {4} after the start")
    @CsvSource({
        // rule, attribute, value, calendar hours from the start, steps raised by then
        "rui-reassessment, band, P3, 671, ''",
        "rui-reassessment, band, P3, 672, E1",
        "rui-reassessment, band, P3, 696, 'E1 E2'",
        "rui-reassessment, band, P3, 840, 'E1 E2 E3'",
        "rui-reassessment, band, P1, 168, 'E1 E2'",
        "supervisor-review, band, P3, 672, E1",
        "supervisor-review, band, P3, 768, 'E1 E2'",
        "supervisor-review, band, P1, 672, 'E1 E2'",
        "supervisor-review, band, P3, 840, 'E1 E2 E3'",
        "ppn-submitted, x, x, 8, E1",
        "ppn-submitted, x, x, 24, 'E1 E2'",
        "enforcement, level, HIGH, 168, 'E1 E2'",
        "enforcement, level, LOW, 720, E1",
        "triage-target, band, P2, 135, E1",
        "triage-target, band, P2, 168, 'E1 E2'",
        "board-pack, x, x, 336, E4",
        "grader-welfare, x, x, 4416, LOCK",
        "method-review, x, x, 8761, QUALITY"
    })
    void each_ladder_rises_as_the_table_says(String id, String attribute, String value, int hours, String steps) {
        // The clocks go forward on 29 March: a calendar day is an hour shorter once.
        Instant now = START.plus(Duration.ofHours(hours))
                .minus(hours > 72 ? Duration.ofHours(targets(id) ? 0 : 1) : Duration.ZERO);
        Obligation obligation = first(id, START, attribute, value);

        assertThat(CLOCKWORK.raised(obligation, now).stream()
                        .map(Clockwork.Raised::step)
                        .sorted())
                .containsExactlyElementsOf(steps.isEmpty() ? List.of() : List.of(steps.split(" ")));
    }

    private static boolean targets(String id) {
        return rule(id).target() != null;
    }

    @Test
    void bail_warns_28_14_7_and_3_days_before_and_reaches_the_inspector_at_7() {
        Obligation bail = first("bail-end", START, "until", "2026-06-20T15:00:00Z");
        List<String> raised = new ArrayList<>();
        for (int days : new int[] {29, 28, 14, 7, 3}) {
            List<Clockwork.Raised> steps =
                    CLOCKWORK.raised(bail, uk("2026-06-20T16:00").minus(Duration.ofDays(days)));
            raised.add(steps.stream().map(s -> s.step() + s.level()).collect(Collectors.joining(" ")));
        }
        assertThat(raised).containsExactly("", "W28E1", "W28E1 W14E1", "W28E1 W14E1 W7E2", "W28E1 W14E1 W7E2 W3E2");
    }

    @Test
    void a_warrant_warns_at_three_quarters_of_its_life() {
        Obligation warrant = first(
                "warrant-expiry",
                START,
                "expires",
                START.plus(Duration.ofDays(100)).toString());

        assertThat(CLOCKWORK.raised(warrant, START.plus(Duration.ofDays(74)))).isEmpty();
        assertThat(CLOCKWORK.raised(warrant, START.plus(Duration.ofDays(75))))
                .extracting(Clockwork.Raised::level)
                .containsExactly("E2");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "standard| E1 band=P0/P1:E2 2wd:E2 7d:E3 14d:E4",
                "E1| E1 band=P0/P1:E2",
                "E2| E2",
                "E3| E3",
                "E4| E4",
                "E2-for-high| E1 level=VERY_HIGH/HIGH:E2",
                "reassessment| E1 band=P0/P1:E2 1d:E2 7d:E3",
                "review| E1 band=P0/P1:E2 2wd:E2 7d:E3",
                "same-shift| start+8h:E1 E2",
                "bail-end| -28d:W28>E1 -14d:W14>E1 -7d:W7>E2 -3d:W3>E2",
                "expiry| 75%:E2",
                "target| 80%:E1 E2",
                "lock| LOCK",
                "quality| QUALITY"
            })
    void each_ladder_is_the_tables_step_by_step(String ladder, String steps) {
        assertThat(RULES.ladders().get(ladder).stream().map(ClockTableTest::words))
                .containsExactly(steps.strip().split(" "));
    }

    @Test
    void there_is_no_ladder_beside_those_and_each_level_is_told_to_whom_the_table_names() {
        assertThat(RULES.ladders()).hasSize(14);
        assertThat(RULES.recipients())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "E1", List.of("officer", "supervisor"),
                        "E2", List.of("role:INSPECTOR"),
                        "E3", List.of("role:SUPERINTENDENT"),
                        "E4", List.of("role:ACC"),
                        "LOCK", List.of("supervisor"),
                        "QUALITY", List.of("role:QUALITY_MANAGER")));
    }

    private static String words(Step step) {
        String when = step.when().entrySet().stream()
                .map(w -> w.getKey() + "=" + String.join("/", w.getValue()) + ":")
                .collect(Collectors.joining());
        if (step.after() != null) {
            when += (step.after().workingDays() != null
                            ? step.after().workingDays() + "wd"
                            : step.after().days() + "d")
                    + ":";
        }
        if (step.before() != null) {
            when += "-" + step.before().days() + "d:";
        }
        if (step.afterStart() != null) {
            when += "start+" + step.afterStart().hours() + "h:";
        }
        if (step.atShare() != null) {
            when += Math.round(step.atShare() * 100) + "%:";
        }
        return when + (step.step().equals(step.level()) ? "" : step.step() + ">") + step.level();
    }

    @Test
    void the_ladder_of_the_table_is_E1_at_due_E2_after_two_working_days_E3_after_seven_and_E4_for_the_fortnight() {
        assertThat(RULES.ladders().get("standard"))
                .extracting(Step::level)
                .containsExactly("E1", "E2", "E2", "E3", "E4");
        assertThat(RULES.ladders().get("standard").get(1).when()).containsEntry("band", List.of("P0", "P1"));
        assertThat(RULES.ladders().get("standard").get(2).after().workingDays()).isEqualTo(2);
        assertThat(RULES.ladders().get("standard").get(3).after().days()).isEqualTo(7);
        assertThat(RULES.recipients().get("E4")).containsExactly("role:ACC");
    }
}
