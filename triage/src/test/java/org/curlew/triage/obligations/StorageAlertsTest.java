package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.curlew.storage.capacity.CapacityWatch.Outlook;
import org.curlew.storage.capacity.Forecast;
import org.curlew.storage.capacity.PoolState;
import org.curlew.storage.capacity.StorageLevel;
import org.curlew.storage.capacity.StorageLevel.Thresholds;
import org.curlew.triage.rules.RuleFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The storage row of practice 3.4: E2 at amber, E4 at red, by the thresholds of the rules in force. */
class StorageAlertsTest {

    private final World world = new World();
    private final StorageAlerts alerts = world.get(StorageAlerts.class);

    private Outlook outlook(String pool, StorageLevel level, Instant measured) {
        LocalDate full = LocalDate.of(2026, 4, 3);
        return new Outlook(
                new PoolState(pool, 1000, 700, 60, 0, measured),
                level,
                Optional.of(new Forecast(1, Optional.of(full), Optional.of(full), Optional.empty())));
    }

    private boolean told(String pool, StorageLevel level) {
        return alerts.tell(outlook(pool, level, world.clock.instant()));
    }

    private int waiting(String role) {
        return world.notifications.open(role).size();
    }

    @ParameterizedTest(name = "{0}: inspector {1}, ACC {2}")
    @CsvSource({"GREEN, 0, 0", "AMBER, 1, 0", "RED, 0, 1", "STOP, 0, 1"})
    void the_inspector_is_told_at_amber_and_the_ACC_at_red(StorageLevel level, int inspector, int acc) {
        assertThat(told("objects", level)).isEqualTo(inspector + acc > 0);

        assertThat(waiting("role:INSPECTOR")).isEqualTo(inspector);
        assertThat(waiting("role:ACC")).isEqualTo(acc);
    }

    @Test
    void it_is_said_how_full_the_pool_is_and_when_it_will_be_full() {
        told("objects", StorageLevel.AMBER);
        told("objects", StorageLevel.STOP);

        assertThat(world.notifications.open("role:INSPECTOR").getFirst().text())
                .isEqualTo("Pool objects is amber: 76 % used or promised, full on 3 April 2026 at this rate");
        assertThat(world.notifications.open("role:ACC").getFirst().text())
                .startsWith("Pool objects is past 95 %, and nothing new of band P4 begins: 76 % used");
    }

    @Test
    void a_level_is_told_once_for_each_pool_and_again_after_a_fortnight_also_where_it_was_acknowledged() {
        assertThat(told("objects", StorageLevel.AMBER)).isTrue();
        assertThat(told("objects", StorageLevel.AMBER)).isFalse();
        assertThat(told("cold", StorageLevel.AMBER)).isTrue();
        assertThat(told("objects", StorageLevel.RED)).isTrue();
        world.notifications.open("role:INSPECTOR").forEach(n -> world.notifications.acknowledge(n.id(), "inspector"));

        world.clock.forward(Duration.ofDays(14).minusSeconds(1));
        assertThat(told("objects", StorageLevel.AMBER)).isFalse();
        world.clock.forward(Duration.ofSeconds(1));
        assertThat(told("objects", StorageLevel.AMBER)).isTrue();
    }

    @Test
    void what_somebody_else_said_in_the_same_words_is_not_taken_for_the_alert() {
        world.notifications.tell("role:INSPECTOR", "E2", "Pool objects is amber: 76 % used or promised");

        assertThat(told("objects", StorageLevel.AMBER)).isTrue();
        assertThat(told("objects", StorageLevel.AMBER)).isFalse();
    }

    @Test
    void a_pool_that_was_never_measured_is_no_news() {
        assertThat(alerts.tell(outlook("new", StorageLevel.STOP, null))).isFalse();
        assertThat(waiting("role:ACC")).isZero();
    }

    @Test
    void a_forces_own_thresholds_and_levels_count_from_the_moment_they_are_in_force() {
        assertThat(world.obligations.rules().storage().thresholds()).isEqualTo(Thresholds.standard());
        world.rules.load(
                "obligations",
                RuleFiles.shipped("obligations.yaml")
                        .replaceFirst("(?m)^version: .*$", "version: \"force-1\"")
                        .replace(
                                "amberPercent: 75, amberDays: 60, redPercent: 90, redDays: 21, stopP4Percent: 95,"
                                        + " amberLevel: E2",
                                "amberPercent: 60, amberDays: 90, redPercent: 80, redDays: 30, stopP4Percent: 85,"
                                        + " amberLevel: E1"),
                ObligationRules.class,
                "admin");

        assertThat(world.obligations.rules().storage().thresholds()).isEqualTo(new Thresholds(60, 80, 85, 90, 30));
        told("objects", StorageLevel.AMBER);
        assertThat(waiting("role:POLIT_SUPERVISOR"))
                .as("a pool has no officer and no supervisor: the role answers, once")
                .isEqualTo(1);
    }
}
