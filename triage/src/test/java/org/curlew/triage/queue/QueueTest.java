package org.curlew.triage.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.curlew.triage.obligations.World;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.Test;

class QueueTest {

    private final World world = new World();
    private final Exhibits exhibits = world.exhibits;
    private final Queue queue = world.queue;

    @Test
    void an_exhibit_with_hits_stands_before_one_without_and_says_so() {
        long clean = exhibits.bookIn("OP-1", "ABC/1", "examiner").id();
        long hit = exhibits.bookIn("OP-2", "ABC/2", "examiner").id();

        queue.rerank(clean, new TriageOutcome(0, Map.of(), true, 0, 3, 0), "machine");
        RankedExhibit ranked =
                queue.rerank(hit, new TriageOutcome(12, Map.of("uk-2014:1", 12L), true, 0, 3, 0), "machine");

        assertThat(queue.place(hit).orElseThrow().position()).isEqualTo(1);
        assertThat(queue.place(clean).orElseThrow().position()).isEqualTo(2);
        assertThat(queue.find(clean).orElseThrow().position())
                .as("among the exhibits of its case")
                .isEqualTo(1);
        assertThat(ranked.band()).isEqualTo(Band.P2);
        assertThat(ranked.sentence())
                .isEqualTo("P2 (incomplete): KIRAT is unknown, access to children is unknown, the suspect is not"
                        + " identified; 12 files match an illegal set (uk-2014 number 1: 12); 25 points; due for completion in"
                        + " 40 days");
        assertThat(queue.list()).extracting(RankedExhibit::exhibitReference).containsExactly("ABC/2", "ABC/1");
    }

    @Test
    void nothing_found_on_an_exhibit_read_in_part_is_said_to_prove_nothing() {
        long id = exhibits.bookIn("OP-3", "ABC/3", "examiner").id();

        RankedExhibit ranked = queue.rerank(id, new TriageOutcome(0, Map.of(), false, 2, 0, 0), "machine");

        assertThat(ranked.sentence()).contains("2 parts could not be read, so nothing found proves nothing");
    }

    @Test
    void likely_first_generation_material_makes_it_P1() {
        long id = exhibits.bookIn("OP-4", "ABC/4", "examiner").id();

        RankedExhibit ranked = queue.rerank(id, new TriageOutcome(0, Map.of(), true, 0, 5, 1), "machine");

        assertThat(ranked.band()).isEqualTo(Band.P1);
        assertThat(ranked.rank().gate()).isEqualTo("G3");
    }
}
