package org.curlew.triage.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The last part of practice 3.2: the case first, by its best exhibit, then the exhibits inside it; each rule alone. */
class QueueOrderTest {

    private static final Instant NOW = RankerTableTest.NOW;

    /** An exhibit in the queue, alike all others but for what a test says. */
    private record Item(
            long id,
            long caseId,
            Band band,
            Lane lane,
            int points,
            boolean critical,
            Duration waited,
            Instant due,
            Rank.Light light,
            long hits) {

        static Item of(long id, long caseId, Band band) {
            return new Item(id, caseId, band, Lane.MAIN, 0, false, Duration.ofDays(1), null, Rank.Light.GREEN, 0);
        }

        Item points(int now) {
            return new Item(id, caseId, band, lane, now, critical, waited, due, light, hits);
        }

        Item hits(long now) {
            return new Item(id, caseId, band, lane, points, critical, waited, due, light, now);
        }

        Item waited(int days) {
            return new Item(id, caseId, band, lane, points, critical, Duration.ofDays(days), due, light, hits);
        }

        Item beforeADeadline() {
            return new Item(id, caseId, band, lane, points, true, waited, due, light, hits);
        }

        Item light(Rank.Light now) {
            return new Item(id, caseId, band, lane, points, critical, waited, due, now, hits);
        }

        Item custody(int hours) {
            return new Item(
                    id,
                    caseId,
                    band,
                    Lane.CUSTODY,
                    points,
                    critical,
                    waited,
                    NOW.plus(Duration.ofHours(hours)),
                    light,
                    hits);
        }

        Item due(int hours) {
            return new Item(
                    id, caseId, band, lane, points, critical, waited, NOW.plus(Duration.ofHours(hours)), light, hits);
        }

        QueueOrder.Entry entry() {
            Rank rank = new Rank(
                    id,
                    caseId,
                    band,
                    band,
                    lane,
                    "",
                    false,
                    points,
                    critical,
                    NOW.minus(waited),
                    due,
                    light,
                    "",
                    List.of());
            return new QueueOrder.Entry(rank, hits);
        }
    }

    /** Whatever order they come in, they stand in the one that they are named in. */
    private static void standInThisOrder(Item... items) {
        List<Long> named = List.of(items).stream().map(Item::id).toList();
        for (int seed = 0; seed < 20; seed++) {
            List<QueueOrder.Entry> shuffled =
                    new ArrayList<>(List.of(items).stream().map(Item::entry).toList());
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(QueueOrder.sort(shuffled))
                    .extracting(e -> e.rank().exhibitId())
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(named);
        }
    }

    @Test
    void inside_a_case_the_more_urgent_band_stands_first_whatever_was_found_on_the_others() {
        standInThisOrder(
                Item.of(2, 1, Band.P1),
                Item.of(1, 1, Band.P2).hits(9).points(90).waited(90));
    }

    @Test
    void inside_a_band_of_a_case_hits_come_before_points() {
        standInThisOrder(
                Item.of(3, 1, Band.P2).hits(12),
                Item.of(2, 1, Band.P2).hits(3).points(5),
                Item.of(1, 1, Band.P2).points(40));
    }

    @Test
    void inside_a_case_points_come_before_age() {
        standInThisOrder(
                Item.of(3, 1, Band.P2).points(40),
                Item.of(2, 1, Band.P2).points(10).waited(50),
                Item.of(1, 1, Band.P2).waited(90));
    }

    @Test
    void inside_a_case_what_waited_longer_comes_first_and_what_stands_alike_stays_in_the_order_of_booking_in() {
        standInThisOrder(
                Item.of(3, 1, Band.P2).waited(9),
                Item.of(4, 1, Band.P2).waited(8),
                Item.of(1, 1, Band.P2),
                Item.of(2, 1, Band.P2));
    }

    @Test
    void a_case_stands_where_its_best_exhibit_stands_and_brings_its_others_with_it() {
        standInThisOrder(
                Item.of(11, 1, Band.P1),
                Item.of(12, 1, Band.P4),
                Item.of(21, 2, Band.P2).points(99),
                Item.of(22, 2, Band.P3),
                Item.of(31, 3, Band.P2).points(50));
    }

    @Test
    void the_best_exhibit_of_a_case_is_the_one_that_the_queue_would_take_first_even_where_another_has_the_hits() {
        standInThisOrder(
                Item.of(11, 1, Band.P2).hits(5),
                Item.of(12, 1, Band.P2).light(Rank.Light.RED),
                Item.of(21, 2, Band.P2).points(80));
    }

    @Test
    void a_device_on_whose_result_custody_turns_stands_after_P0_and_before_P1_the_nearest_end_first() {
        standInThisOrder(
                Item.of(9, 9, Band.P0).points(1),
                Item.of(5, 5, Band.P4).custody(2),
                Item.of(6, 6, Band.P1).custody(3).points(90).light(Rank.Light.REVIEW),
                Item.of(1, 1, Band.P1).points(90).light(Rank.Light.REVIEW));
    }

    @Test
    void a_device_in_custody_that_is_P0_itself_stands_among_P0_by_the_clock() {
        standInThisOrder(
                Item.of(2, 2, Band.P0).custody(2),
                Item.of(3, 3, Band.P0).custody(20).points(50),
                Item.of(1, 1, Band.P0).points(90));
    }

    @Test
    void inside_a_case_the_device_in_custody_is_triaged_first() {
        standInThisOrder(
                Item.of(2, 1, Band.P3).custody(5),
                Item.of(1, 1, Band.P1).hits(7).points(60));
    }

    @Test
    void a_target_that_is_no_custody_clock_does_not_order() {
        standInThisOrder(Item.of(1, 1, Band.P2).due(90), Item.of(2, 2, Band.P2).due(1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"RED", "REVIEW"})
    void what_is_past_its_target_stands_on_top_of_its_band(Rank.Light light) {
        standInThisOrder(
                Item.of(9, 9, Band.P2).light(light),
                Item.of(8, 8, Band.P2).beforeADeadline().points(50),
                Item.of(7, 7, Band.P2).light(Rank.Light.AMBER).points(49),
                Item.of(6, 6, Band.P3).light(light).points(99));
    }

    @ParameterizedTest(name = "{0}: a deadline orders before points: {1}")
    @CsvSource({"P0, false", "P1, false", "P2, true", "P3, true", "P4, true"})
    void a_deadline_orders_from_P2_on(Band band, boolean orders) {
        Item critical = Item.of(2, 2, band).beforeADeadline();
        Item pointed = Item.of(1, 1, band).points(1);

        standInThisOrder(orders ? critical : pointed, orders ? pointed : critical);
    }

    @Test
    void cases_that_stand_alike_go_by_points_then_age_then_number() {
        standInThisOrder(
                Item.of(5, 5, Band.P3).points(2),
                Item.of(4, 4, Band.P3).points(1).waited(2),
                Item.of(2, 2, Band.P3).points(1),
                Item.of(3, 3, Band.P3).points(1));
    }
}
