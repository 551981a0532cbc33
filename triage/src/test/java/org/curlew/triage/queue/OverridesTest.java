package org.curlew.triage.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.curlew.triage.obligations.World;
import org.curlew.triage.register.CaseEntries;
import org.curlew.triage.register.ExhibitFile.ExhibitDecision;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The paragraph "Override" of practice 3.2: reason, rank of approver, at most 28 days, shown, reported monthly. */
class OverridesTest {

    private final World world = new World();
    private final Overrides overrides = world.get(Overrides.class);
    private final Instant now = world.clock.instant();
    private final Instant week = now.plus(Duration.ofDays(7));
    private long exhibit;

    @BeforeEach
    void an_exhibit_that_the_rules_hold_at_P2_because_nothing_is_known() {
        exhibit = exhibit("OP-1", "A/1");
        assertThat(world.queue.find(exhibit).orElseThrow().rank().rulesBand()).isEqualTo(Band.P2);
    }

    private long exhibit(String operation, String reference) {
        long caseId = world.exhibits.openCase(operation, "dc");
        long id = world.exhibits.bookIn(operation, reference, "dc").id();
        world.register.add(CaseEntries.images(caseId, now).entry(), "dc", "opened");
        world.queue.rerankTriggered();
        return id;
    }

    private void set(Band band, String second, Instant until) {
        overrides.set(exhibit, band, "news", "Sample", "Insp", second, until);
    }

    private List<String> inForce() {
        return overrides.inForce().stream()
                .map(o -> o.exhibitReference() + " " + o.override().band())
                .toList();
    }

    @ParameterizedTest(name = "ends {0} s after 28 days: {1}")
    @CsvSource({"-1, true", "0, true", "1, false", "-2419200, false", "-2419199, true", "-2419201, false"})
    void an_override_ends_after_now_and_within_28_days(long seconds, boolean accepted) {
        Instant until = now.plus(Duration.ofDays(28)).plusSeconds(seconds);
        if (accepted) {
            set(Band.P1, null, until);
            assertThat(overrides.inForce())
                    .singleElement()
                    .satisfies(o -> assertThat(o.override().until()).isEqualTo(until));
        } else {
            assertThatThrownBy(() -> set(Band.P1, null, until)).hasMessageContaining("must end within 28 days");
            assertThat(inForce()).isEmpty();
        }
    }

    @ParameterizedTest(name = "to {0} with {1}: {2}")
    @CsvSource(
            nullValues = "nobody",
            value = {
                "P0, nobody, true",
                "P1, nobody, true",
                "P2, nobody, true",
                "P3, nobody, false",
                "P4, nobody, false",
                "P3, ' ', false",
                "P3, Sample, false",
                "P3, ' sample ', false",
                "P3, Second, true"
            })
    void a_band_less_urgent_than_the_rules_needs_a_second_person_who_is_not_the_approver(
            Band band, String second, boolean accepted) {
        if (accepted) {
            set(band, second, week);
            assertThat(world.queue.find(exhibit).orElseThrow().band()).isEqualTo(band);
            assertThat(overrides.made(now, now.plusSeconds(1))).singleElement().satisfies(o -> {
                assertThat(o.downgrade()).isEqualTo(Band.P2.moreUrgentThan(band));
                assertThat(o.fromBand()).isEqualTo(Band.P2);
                assertThat(o.secondPerson()).isEqualTo(second);
            });
            assertThat(world.jdbc
                            .sql("select details::json ->> 'secondPerson' from ledger_pending"
                                    + " where kind = 'QUEUE_OVERRIDE' order by id desc limit 1")
                            .query((row, n) -> String.valueOf(row.getString(1)))
                            .single())
                    .isEqualTo(String.valueOf(second));
        } else {
            assertThatThrownBy(() -> set(band, second, week)).hasMessageContaining("a downgrade needs a second person");
            assertThat(world.queue.find(exhibit).orElseThrow().band()).isEqualTo(Band.P2);
        }
    }

    @Test
    void what_lowers_an_override_in_force_or_the_rules_band_is_a_downgrade() {
        set(Band.P0, null, week);
        assertThatThrownBy(() -> set(Band.P2, null, week)).hasMessageContaining("Override from P0 to P2");
        set(Band.P2, "Second", week);
        assertThat(overrides.made(now, now.plusSeconds(1)))
                .extracting(Overrides.Recorded::downgrade)
                .containsExactly(true, false);
        assertThatThrownBy(() -> set(Band.P3, null, week)).hasMessageContaining("Override from P2 to P3");
        set(Band.P4, "Second", week);
        assertThatThrownBy(() -> set(Band.P3, null, week))
                .as("above what it holds, and below the rules")
                .hasMessageContaining("Override from P2 to P3");
    }

    @ParameterizedTest(name = "from {0} by {1}: {2}")
    @CsvSource(
            nullValues = "nobody",
            value = {
                "P0, nobody, false",
                "P1, nobody, false",
                "P1, ' ', false",
                "P1, ' sample ', false",
                "P1, Second, true",
                "P2, nobody, true",
                "P4, nobody, true"
            })
    void ending_an_override_that_held_the_exhibit_up_needs_a_second_person_as_a_downgrade_does(
            Band band, String second, boolean accepted) {
        set(band, band == Band.P4 ? "Second" : null, week);
        if (accepted) {
            overrides.end(exhibit, second, "Sample");
            assertThat(inForce()).isEmpty();
            assertThat(world.queue.find(exhibit).orElseThrow().band()).isEqualTo(Band.P2);
            assertThat(world.jdbc
                            .sql("select concat_ws(' ', ended_by, end_second_person) from queue_override")
                            .query(String.class)
                            .single())
                    .isEqualTo(second == null ? "Sample" : "Sample Second");
        } else {
            assertThatThrownBy(() -> overrides.end(exhibit, second, "Sample"))
                    .hasMessage("End of an override from " + band
                            + " to P2, secondPerson: a downgrade needs a second person beside Sample");
            assertThat(inForce()).containsExactly("A/1 " + band);
            assertThat(world.queue.find(exhibit).orElseThrow().band()).isEqualTo(band);
        }
    }

    @Test
    void one_that_would_hold_it_up_again_later_is_not_ended_by_one_person_either() {
        set(Band.P0, null, week);
        set(Band.P4, "Second", now.plus(Duration.ofDays(1)));
        assertThatThrownBy(() -> overrides.end(exhibit, null, "Sample")).hasMessageContaining("from P0 to P2");
        world.clock.set(week);
        overrides.end(exhibit, null, "Sample");
        assertThat(acts()).as("both ended by themselves before").doesNotContain("QUEUE_OVERRIDE_ENDED");
    }

    @ParameterizedTest(name = "reason {0}, approver {1}, rank {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, Sample, Insp",
                "' ', Sample, Insp",
                "news, none, Insp",
                "news, ' ', Insp",
                "news, Sample, none",
                "news, Sample, ' '"
            })
    void reason_approver_and_rank_are_given(String reason, String approver, String rank) {
        assertThatThrownBy(() -> overrides.set(exhibit, Band.P1, reason, approver, rank, "Second", week))
                .hasMessage("Override: give the reason, the approver and the approver's rank");
    }

    @Test
    void what_does_not_wait_cannot_be_overridden() {
        world.register.add(
                new ExhibitDecision(exhibit, now, "NEGATIVE", "nothing", "Sample", "Insp", "2026.1"), "dc", "decided");
        world.queue.rerankTriggered();
        assertThatThrownBy(() -> set(Band.P1, null, week)).hasMessageContaining("is not waiting in the queue");
    }

    @Test
    void the_month_is_reported_from_its_first_instant_to_before_the_next_ones_with_downgrades_first() {
        set(Band.P1, null, week);
        world.clock.forward(Duration.ofSeconds(10));
        set(Band.P3, "Second", week);
        Instant next = now.plusSeconds(10);

        assertThat(overrides.made(now, next.plusSeconds(1)))
                .extracting(Overrides.Recorded::band)
                .containsExactly(Band.P3, Band.P1);
        assertThat(overrides.made(now, next))
                .extracting(Overrides.Recorded::band)
                .containsExactly(Band.P1);
        assertThat(overrides.made(now.plusSeconds(1), next.plusSeconds(1)))
                .extracting(Overrides.Recorded::band)
                .containsExactly(Band.P3);
    }

    @Test
    void an_override_counts_until_it_ends_and_only_those_of_the_exhibit_are_ended() {
        long other = exhibit("OP-2", "B/1");
        set(Band.P1, null, week);
        overrides.set(other, Band.P0, "news", "Sample", "Insp", null, now.plus(Duration.ofDays(3)));
        assertThat(inForce()).as("the one that ends first on top").containsExactly("B/1 P0", "A/1 P1");

        overrides.end(other, "Second", "Sample");
        assertThat(inForce()).containsExactly("A/1 P1");
        assertThat(world.queue.find(other).orElseThrow().band()).isEqualTo(Band.P2);
        world.clock.set(week.minusSeconds(1));
        assertThat(inForce()).containsExactly("A/1 P1");
        world.clock.set(week);
        assertThat(inForce()).isEmpty();
        assertThat(world.queue.find(exhibit).orElseThrow().band()).isEqualTo(Band.P2);
    }

    @Test
    void a_lift_that_ends_takes_nothing_of_the_age_that_the_exhibit_had_in_its_band() {
        world.clock.forward(Duration.ofDays(70));
        world.queue.rerankAll("nightly", "test");
        int before = points();
        overrides.set(
                exhibit,
                Band.P0,
                "news",
                "Sample",
                "Insp",
                null,
                world.clock.instant().plus(Duration.ofDays(3)));
        assertThat(points()).as("in a band of its own it is new").isEqualTo(before - 10);
        overrides.end(exhibit, "Second", "Sample");
        assertThat(points()).isEqualTo(before);

        overrides.set(
                exhibit,
                Band.P4,
                "quiet",
                "Sample",
                "Insp",
                "Second",
                world.clock.instant().plus(Duration.ofDays(3)));
        assertThat(points()).as("in P2 it was more urgent than in P4").isEqualTo(before);
        overrides.end(exhibit, null, "Sample");
        assertThat(points()).as("it entered P2 from below").isEqualTo(before - 10);
    }

    private int points() {
        return world.queue.find(exhibit).orElseThrow().rank().points();
    }

    @Test
    void what_no_longer_waits_is_not_shown_as_overridden() {
        set(Band.P1, null, week);
        world.register.add(
                new ExhibitDecision(exhibit, now, "RETURN", "a witness's", "Sample", "Insp", "2026.1"),
                "dc",
                "decided");
        assertThat(inForce()).isEmpty();
    }

    @Test
    void setting_and_ending_stand_in_the_ledger_once_each() {
        set(Band.P1, null, week);
        overrides.end(exhibit, "Second", "Sample");
        overrides.end(exhibit, "Second", "Sample");

        assertThat(acts()).containsExactly("QUEUE_OVERRIDE", "QUEUE_OVERRIDE_ENDED");
    }

    private List<String> acts() {
        return world.jdbc
                .sql("select kind from ledger_pending where kind like 'QUEUE_OVERRIDE%' order by id")
                .query(String.class)
                .list();
    }
}
