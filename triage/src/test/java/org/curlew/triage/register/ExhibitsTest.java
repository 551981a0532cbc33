package org.curlew.triage.register;

import static org.assertj.core.api.Assertions.assertThat;

import org.curlew.storage.database.TestDatabase;
import org.junit.jupiter.api.Test;

class ExhibitsTest {

    private final Exhibits exhibits = new Exhibits(TestDatabase.create().dataSource());

    @Test
    void booking_in_twice_gives_the_same_exhibit_and_one_history_row() {
        Exhibits.Exhibit first = exhibits.bookIn("OP-1", "ABC/1", "examiner");
        Exhibits.Exhibit second = exhibits.bookIn("OP-1", "ABC/1", "examiner");

        assertThat(second).isEqualTo(first);
        assertThat(exhibits.history(first.id())).hasSize(1);
    }

    @Test
    void the_last_row_is_the_state_and_the_earlier_ones_stay() {
        long id = exhibits.bookIn("OP-2", "ABC/1", "examiner").id();

        exhibits.move(id, ExhibitState.VERIFIED, "machine", "digests equal");

        assertThat(exhibits.current(id).orElseThrow().state()).isEqualTo(ExhibitState.VERIFIED);
        assertThat(exhibits.history(id))
                .extracting(Exhibits.StateChange::state)
                .containsExactly(ExhibitState.BOOKED_IN, ExhibitState.VERIFIED);
    }
}
