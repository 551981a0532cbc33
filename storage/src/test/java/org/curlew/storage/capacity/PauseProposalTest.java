package org.curlew.storage.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.curlew.storage.capacity.PauseProposal.Holder;
import org.junit.jupiter.api.Test;

class PauseProposalTest {

    @Test
    void the_lowest_band_is_paused_first_and_no_more_than_is_needed() {
        PauseProposal proposal = PauseProposal.of(
                50,
                0,
                List.of(new Holder(1, 1, 100), new Holder(2, 4, 30), new Holder(3, 4, 60), new Holder(4, 3, 90)));

        assertThat(proposal.pause()).extracting(Holder::exhibitId).containsExactly(3L);
        assertThat(proposal.frees()).isEqualTo(60);
        assertThat(proposal.enough()).isTrue();
    }

    @Test
    void work_of_the_same_or_a_higher_band_is_never_proposed() {
        PauseProposal proposal = PauseProposal.of(50, 2, List.of(new Holder(1, 2, 100), new Holder(2, 0, 100)));

        assertThat(proposal.pause()).isEmpty();
        assertThat(proposal.enough()).isFalse();
    }

    @Test
    void what_is_not_enough_is_said_to_be_not_enough() {
        assertThat(PauseProposal.of(500, 0, List.of(new Holder(1, 4, 100))).enough())
                .isFalse();
    }

    @Property(tries = 300)
    void every_proposed_pause_is_needed_and_below(
            @ForAll @IntRange(min = 1, max = 500) int missing, @ForAll int seed, @ForAll @IntRange(max = 4) int band) {
        Random random = new Random(seed);
        List<Holder> holders = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            holders.add(new Holder(i, random.nextInt(5), random.nextInt(200)));
        }
        PauseProposal proposal = PauseProposal.of(missing, band, holders);
        long all = holders.stream()
                .filter(h -> h.band() > band)
                .mapToLong(Holder::promised)
                .sum();

        assertThat(proposal.enough()).isEqualTo(all >= missing);
        assertThat(proposal.pause()).allMatch(h -> h.band() > band && holders.contains(h));
        if (proposal.enough()) {
            assertThat(proposal.pause()).allMatch(h -> proposal.frees() - h.promised() < missing);
        }
    }
}
