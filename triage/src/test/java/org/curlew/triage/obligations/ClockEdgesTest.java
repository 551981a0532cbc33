package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.curlew.triage.obligations.ClockTableTest.CLOCKWORK;
import static org.curlew.triage.obligations.ClockTableTest.START;
import static org.curlew.triage.obligations.ClockTableTest.happening;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The "Clock rules" of practice 3.4 to the second: what counts that happens at the very instant something is due, starts,
 * ends or is completed. Times are hours and seconds from the start, outside the nights of the time change.
 */
class ClockEdgesTest {

    private static final Instant FROM = START.plus(Duration.ofDays(10));

    private static Instant at(String time) {
        String[] part = time.split("(?<=\\dd)(?=.)");
        Instant at = FROM.plus(Duration.ofDays(Long.parseLong(part[0].replace("d", ""))));
        return part.length == 1 ? at : at.plusSeconds(Long.parseLong(part[1].replace("s", "")));
    }

    private static List<String> states(String rule, String on, String attribute, String happened, String now) {
        String[] chosen = attribute.split("=");
        List<Happening> happenings = new ArrayList<>(List.of(happening(on, FROM, chosen[0], chosen[1])));
        for (String one : happened == null ? new String[0] : happened.strip().split(" ")) {
            happenings.add(happening(one.split("@")[0], at(one.split("@")[1])));
        }
        return CLOCKWORK.compute(happenings, at(now)).stream()
                .filter(o -> o.ruleId().equals(rule))
                .map(o -> o.state() + " " + words(o.due()))
                .toList();
    }

    private static String words(Instant at) {
        Duration since = Duration.between(FROM, at);
        long seconds = since.minusDays(since.toDays()).toSeconds();
        return since.toDays() + "d" + (seconds == 0 ? "" : "+" + seconds + "s");
    }

    @ParameterizedTest(name = "{2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "referral-assessed| REFERRAL_RECEIVED| REFERRAL_ASSESSED@0d-1s| OPEN 1d",
                "referral-assessed| REFERRAL_RECEIVED| REFERRAL_ASSESSED@0d| MET 1d",
                "referral-assessed| REFERRAL_RECEIVED| REFERRAL_ASSESSED@1d| MET 1d",
                "referral-assessed| REFERRAL_RECEIVED| REFERRAL_ASSESSED@1d+1s| MET_LATE 1d",
                "referral-assessed| REFERRAL_RECEIVED| REFERRAL_ASSESSED@3d REFERRAL_ASSESSED@0d| MET 1d",
                "welfare-trigger| WELFARE_TRIGGER| WELFARE_CHECKED@-1d| MET 1d",
                "welfare-trigger| WELFARE_TRIGGER| WELFARE_CHECKED@-1d-1s| OPEN 1d",
                "enforcement| KIRAT_COMPLETED| ARRESTED@9d WARRANT_EXECUTED@3d| MET 7d",
                "enforcement| KIRAT_COMPLETED| ARRESTED@9d| MET_LATE 7d",
                "rui-3-months| RUI| RUI_ENDED@5d ITS_CASE_CLOSED@9d RUI_REVIEW_INSPECTOR@7d| ENDED 91d",
                "rui-3-months| RUI| ITS_CASE_CLOSED@5d RUI_ENDED@9d RUI_REVIEW_INSPECTOR@5d| MET 91d"
            })
    void once_the_first_meeting_counts_from_the_look_back_on_to_the_end(
            String rule, String on, String happened, String state) {
        assertThat(states(rule, on, "level=HIGH", happened, "20d")).containsExactly(state.strip());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "| OPEN 28d",
                "WELFARE_CHECKED@0d| OPEN 28d",
                "WELFARE_CHECKED@3d| MET 28d, OPEN 31d",
                "WELFARE_CHECKED@28d| MET 28d, OPEN 56d",
                "WELFARE_CHECKED@28d+1s| MET_LATE 28d, OPEN 56d+1s",
                "WELFARE_CHECKED@10d NFA@5d CHARGED@50d| ENDED 28d",
                "WELFARE_CHECKED@5d NFA@5d| MET 28d, ENDED 33d",
                "WELFARE_CHECKED@5d+1s NFA@5d| ENDED 28d",
                "CHARGED@0d-1s| OPEN 28d",
                "CHARGED@0d| ENDED 28d"
            })
    void welfare_counts_from_the_last_completed_check_until_the_first_end(String happened, String states) {
        assertThat(String.join(", ", states("welfare-ongoing", "RELEASED", "band=P3", happened, "60d")))
                .isEqualTo(states.strip());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "RERANK_TRIGGER@0d| OPEN 28d",
                "RERANK_TRIGGER@0d+1s| OPEN 2d+1s",
                "RERANK_TRIGGER@9d RERANK_TRIGGER@4d| OPEN 6d",
                "RERANK_TRIGGER@27d| OPEN 28d",
                "RISK_REASSESSED@5d RERANK_TRIGGER@6d| MET 28d, OPEN 8d",
                "RISK_REASSESSED@5d RERANK_TRIGGER@5d| MET 7d, OPEN 33d",
                "RISK_REASSESSED@5d RERANK_TRIGGER@2d| MET_LATE 4d, OPEN 33d",
                "EXHIBIT_OVERDUE@6d| OPEN 6d",
                "EXHIBIT_OVERDUE@6d RERANK_TRIGGER@3d| OPEN 5d",
                "RISK_REASSESSED@0d| OPEN 28d"
            })
    void a_trigger_hurries_the_reassessment_that_was_open_when_it_came_and_never_delays_one(
            String happened, String states) {
        assertThat(String.join(", ", states("rui-reassessment", "RUI_WITH_SUBJECT", "band=P3", happened, "20d")))
                .isEqualTo(states.strip());
    }

    @ParameterizedTest(name = "{0}, at {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "| 56d-1s| OPEN 28d",
                "| 56d| MISSED 28d, OPEN 56d",
                "REVIEW_CLOSED@56d-1s| 57d| MET_LATE 28d, OPEN 56d",
                "REVIEW_CLOSED@56d| 57d| MISSED 28d, MET 56d, OPEN 84d",
                "REVIEW_CLOSED@28d| 29d| MET 28d, OPEN 56d",
                "REVIEW_CLOSED@5d REVIEW_CLOSED@7d| 29d| MET 28d, MET 33d, OPEN 35d",
                "CASE_CLOSED@40d| 200d| ENDED 28d",
                "CASE_CLOSED@56d| 200d| ENDED 28d",
                "CASE_CLOSED@56d+1s| 200d| MISSED 28d, ENDED 56d",
                "CASE_CLOSED@100d REVIEW_CLOSED@30d| 200d| MET_LATE 28d, MISSED 56d, ENDED 84d",
                "CASE_CLOSED@28d| 28d| ENDED 28d"
            })
    void a_review_is_missed_when_the_next_one_falls_due_and_none_is_after_the_case_closed(
            String happened, String now, String states) {
        assertThat(String.join(", ", states("supervisor-review", "CASE_OPENED", "band=P3", happened, now.strip())))
                .isEqualTo(states.strip());
    }

    @Test
    void the_chief_officers_review_is_due_after_twelve_months_and_then_every_three() {
        assertThat(states("rui-12-months", "RUI", "band=P3", "RUI_REVIEW_CHIEF@365d", "400d"))
                .containsExactly("MET 365d", "OPEN 456d");
    }

    @Test
    void a_warrant_without_an_end_has_none_to_warn_of() {
        assertThat(states("warrant-expiry", "WARRANT_OBTAINED", "level=HIGH", null, "20d"))
                .isEmpty();
    }

    @Test
    void an_exhibit_without_a_band_is_looked_at_as_P2() {
        assertThat(states("triage-target", "EXHIBIT_RECEIVED", "level=HIGH", null, "20d"))
                .isEqualTo(states("triage-target", "EXHIBIT_RECEIVED", "band=P2", null, "20d"));
    }

    private static Obligation review(String band, String now, String... closed) {
        List<Happening> happenings = new ArrayList<>(List.of(happening("CASE_OPENED", FROM, "band", band)));
        for (String one : closed) {
            happenings.add(happening("REVIEW_CLOSED", at(one)));
        }
        return CLOCKWORK.compute(happenings, at(now)).stream()
                .filter(o -> o.ruleId().equals("supervisor-review"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "P3, 28d-1s, ''",
        "P3, 28d, E1 28d",
        "P3, 35d-1s, 'E1 28d, E2 31d'",
        "P3, 35d, 'E1 28d, E2 31d, E3 35d'",
        "P1, 35d, 'E1 28d, E2 28d, E3 35d'"
    })
    void each_step_is_raised_once_at_the_earliest_instant_that_applies(String band, String now, String steps) {
        assertThat(CLOCKWORK.raised(review(band, now), at(now)).stream()
                        .map(r -> r.step() + " " + words(r.at()))
                        .sorted()
                        .collect(Collectors.joining(", ")))
                .isEqualTo(steps);
    }

    @Test
    void what_was_done_late_raises_nothing_more() {
        assertThat(CLOCKWORK.raised(review("P3", "31d", "30d"), at("200d"))).isEmpty();
    }
}
