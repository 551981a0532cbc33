package org.curlew.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.storage.retention.ExhibitProperty.Event;
import static org.curlew.storage.retention.ExhibitProperty.Thing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
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

    private static Retention retention(String day) {
        return new Retention(
                database.jdbc(),
                database.transactions(),
                new Ledger(database.dataSource()),
                RetentionRules.shipped(),
                Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC));
    }

    private static ExhibitProperty on(String day) {
        return new ExhibitProperty(
                database.jdbc(), database.transactions(), new Ledger(database.dataSource()), retention(day));
    }

    private static Thing thing(int number) {
        return new Thing(number, 100 + number, "OP-" + number, "A/" + number);
    }

    /** One person says it and another confirms it. */
    private static void both(String day, Thing thing, Event event, LocalDate on) {
        on(day).propose(thing, event, on, "store", "as recorded");
        on(day).decide(thing, true, "deputy", "seen");
    }

    private static List<String> subjects(String kind, int number) {
        return database.jdbc()
                .sql("select subjects::text from ledger_pending where kind = ? and subjects @> array[?]::text[]")
                .params(kind, "exhibit:A/" + number)
                .query(String.class)
                .list();
    }

    @Test
    void an_exhibit_is_held_until_something_is_recorded_and_a_return_names_to_whom() {
        ExhibitProperty property = on("2026-06-01");
        assertThat(property.current(1)).isEqualTo(Event.HELD);
        assertThatThrownBy(() -> property.record(thing(1), Event.RETURNED, NOTICE, "", "store", ""))
                .hasMessageContaining("to whom");

        property.record(thing(1), Event.RETURNED, NOTICE, "the owner", "store", "collected");

        assertThat(property.current(1)).isEqualTo(Event.RETURNED);
        assertThat(subjects("EXHIBIT_RETURNED", 1))
                .as("found by the chronology, which asks for case and exhibit")
                .containsExactly("{case:OP-1,exhibit:A/1}");
        assertThatThrownBy(() -> property.propose(thing(1), Event.DESTROYED, NOTICE, "store", "gone"))
                .hasMessageContaining("A/1 is RETURNED; DESTROYED cannot follow");
    }

    @Test
    void nothing_is_forfeited_while_it_can_still_be_claimed() {
        on("2026-02-01").record(thing(2), Event.FORFEITURE_NOTICE, NOTICE, "the owner", "store", "by post");

        assertThatThrownBy(() -> on("2026-02-28")
                        .propose(thing(2), Event.FORFEITED, LocalDate.of(2026, 2, 28), "store", "no claim"))
                .hasMessageContaining("can be claimed until 2026-02-28");
        assertThat(on("2026-02-28").claimTimeOver()).doesNotContain(2L);
        assertThat(on("2026-03-01").claimTimeOver()).contains(2L);

        both("2026-03-01", thing(2), Event.FORFEITED, LocalDate.of(2026, 3, 1));
        both("2026-03-02", thing(2), Event.DESTROYED, LocalDate.of(2026, 3, 2));

        assertThat(on("2026-03-02").history(2))
                .extracting(ExhibitProperty.Standing::event)
                .containsExactly(Event.FORFEITURE_NOTICE, Event.FORFEITED, Event.DESTROYED);
    }

    @Test
    void a_claim_stops_the_clock_and_a_court_decides() {
        on("2026-02-01").record(thing(3), Event.FORFEITURE_NOTICE, NOTICE, "the owner", "store", "");
        on("2026-02-10").record(thing(3), Event.CLAIMED, LocalDate.of(2026, 2, 10), "the owner", "store", "");

        assertThat(on("2026-04-01").claimTimeOver()).doesNotContain(3L);
        both("2026-02-20", thing(3), Event.FORFEITED, LocalDate.of(2026, 2, 20));

        assertThat(on("2026-02-20").current(3)).isEqualTo(Event.FORFEITED);
    }

    @Test
    void what_has_not_happened_yet_is_not_recorded() {
        assertThatThrownBy(() -> on("2026-02-01")
                        .record(thing(4), Event.RETURNED, LocalDate.of(2026, 2, 2), "the owner", "store", ""))
                .hasMessageContaining("has not come yet");
    }

    @Test
    void a_forfeiture_takes_two_people_and_a_refusal_leaves_everything_as_it_was() {
        LocalDate day = LocalDate.of(2026, 4, 1);
        ExhibitProperty property = on("2026-04-01");
        property.record(thing(5), Event.FORFEITURE_NOTICE, NOTICE, "the owner", "store", "");
        assertThatThrownBy(() -> property.record(thing(5), Event.FORFEITED, day, "", "store", "alone"))
                .hasMessageContaining("takes two people");

        property.propose(thing(5), Event.FORFEITED, day, "store", "no claim came");
        assertThatThrownBy(() -> property.propose(thing(5), Event.FORFEITED, day, "other", "once more"))
                .hasMessageContaining("waits for a second person already");
        assertThatThrownBy(() -> property.decide(thing(5), true, "store", "I agree with myself"))
                .hasMessageContaining("it takes a second person");
        assertThatThrownBy(() -> property.decide(thing(5), true, "deputy", " ")).hasMessageContaining("Give a reason");
        property.decide(thing(5), false, "deputy", "the letter came back");

        assertThat(property.current(5)).isEqualTo(Event.FORFEITURE_NOTICE);
        assertThat(property.proposals())
                .extracting(ExhibitProperty.Proposal::exhibitId)
                .doesNotContain(5L);
        assertThat(subjects("PROPERTY_REFUSED", 5)).hasSize(1);
        assertThatThrownBy(() -> property.decide(thing(5), true, "deputy", "after all"))
                .hasMessageContaining("Nothing about A/5 waits");

        both("2026-04-01", thing(5), Event.FORFEITED, day);
        assertThat(database.jdbc()
                        .sql("select actor || ' after ' || (details::jsonb ->> 'proposedBy') from ledger_pending"
                                + " where kind = 'EXHIBIT_FORFEITED' and subjects @> array['exhibit:A/5']")
                        .query(String.class)
                        .single())
                .isEqualTo("deputy after store");
    }

    @Test
    void a_legal_hold_on_the_exhibit_or_its_case_keeps_it_also_from_what_was_proposed_before() {
        LocalDate day = LocalDate.of(2026, 4, 1);
        ExhibitProperty property = on("2026-04-01");
        property.record(thing(6), Event.FORFEITURE_NOTICE, NOTICE, "the owner", "store", "");
        property.propose(thing(6), Event.FORFEITED, day, "store", "no claim came");
        long hold = retention("2026-04-01").hold(106, null, "supervisor", "a complaint is open");

        assertThatThrownBy(() -> property.decide(thing(6), true, "deputy", "seen"))
                .hasMessageContaining("under a legal hold (a complaint is open)");
        assertThatThrownBy(() -> property.record(thing(6), Event.RETURNED, day, "the owner", "store", ""))
                .hasMessageContaining("under a legal hold");

        retention("2026-04-01").lift(hold, "supervisor", "closed");
        property.decide(thing(6), true, "deputy", "seen");
        assertThat(property.current(6)).isEqualTo(Event.FORFEITED);
    }
}
