package org.curlew.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.storage.retention.ExhibitProperty.Event;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExhibitPropertyTest {

    private static final LocalDate NOTICE = LocalDate.of(2026, 1, 31);

    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    private static ExhibitProperty on(String day) {
        return new ExhibitProperty(
                database.jdbc(),
                database.transactions(),
                new Ledger(database.dataSource()),
                RetentionRules.shipped(),
                Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC));
    }

    @Test
    void an_exhibit_is_held_until_something_is_recorded_and_a_return_names_to_whom() {
        ExhibitProperty property = on("2026-06-01");
        assertThat(property.current(1)).isEqualTo(Event.HELD);
        assertThatThrownBy(() -> property.record(1, "A/1", Event.RETURNED, NOTICE, "", "store", ""))
                .hasMessageContaining("to whom");

        property.record(1, "A/1", Event.RETURNED, NOTICE, "the owner", "store", "collected");

        assertThat(property.current(1)).isEqualTo(Event.RETURNED);
        assertThatThrownBy(() -> property.record(1, "A/1", Event.DESTROYED, NOTICE, "", "store", ""))
                .hasMessageContaining("A/1 is RETURNED; DESTROYED cannot follow");
    }

    @Test
    void nothing_is_forfeited_while_it_can_still_be_claimed() {
        on("2026-02-01").record(2, "A/2", Event.FORFEITURE_NOTICE, NOTICE, "the owner", "store", "by post");

        assertThatThrownBy(() ->
                        on("2026-02-28").record(2, "A/2", Event.FORFEITED, LocalDate.of(2026, 2, 28), "", "store", ""))
                .hasMessageContaining("can be claimed until 2026-02-28");
        assertThat(on("2026-02-28").claimTimeOver()).doesNotContain(2L);
        assertThat(on("2026-03-01").claimTimeOver()).contains(2L);

        on("2026-03-01").record(2, "A/2", Event.FORFEITED, LocalDate.of(2026, 3, 1), "", "store", "no claim");
        on("2026-03-02").record(2, "A/2", Event.DESTROYED, LocalDate.of(2026, 3, 2), "", "store", "shredded");

        assertThat(on("2026-03-02").history(2))
                .extracting(ExhibitProperty.Standing::event)
                .containsExactly(Event.FORFEITURE_NOTICE, Event.FORFEITED, Event.DESTROYED);
    }

    @Test
    void a_claim_stops_the_clock_and_a_court_decides() {
        on("2026-02-01").record(3, "A/3", Event.FORFEITURE_NOTICE, NOTICE, "the owner", "store", "");
        on("2026-02-10").record(3, "A/3", Event.CLAIMED, LocalDate.of(2026, 2, 10), "the owner", "store", "");

        assertThat(on("2026-04-01").claimTimeOver()).doesNotContain(3L);
        on("2026-02-20").record(3, "A/3", Event.FORFEITED, LocalDate.of(2026, 2, 20), "", "store", "court order");

        assertThat(on("2026-02-20").current(3)).isEqualTo(Event.FORFEITED);
    }

    @Test
    void what_has_not_happened_yet_is_not_recorded() {
        assertThatThrownBy(() -> on("2026-02-01")
                        .record(4, "A/4", Event.RETURNED, LocalDate.of(2026, 2, 2), "the owner", "store", ""))
                .hasMessageContaining("has not come yet");
    }
}
