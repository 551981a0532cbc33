package org.curlew.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.curlew.storage.ledger.LedgerException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;

class CurlewCommandTest {

    @Test
    void what_a_part_refused_to_start_for_is_said_and_not_how_the_parts_hang_together() {
        LedgerException refused = new LedgerException("The signing key is missing; restore it from the backup", null);
        BeanCreationException start = new BeanCreationException(
                "ledgerCheckpoints", "unsatisfied", new BeanCreationException("signer", "", refused));

        assertThat(CurlewCommand.reason(start)).isSameAs(refused);
        assertThat(CurlewCommand.reason(new IllegalStateException("a fault", refused)))
                .isInstanceOf(IllegalStateException.class);
    }
}
