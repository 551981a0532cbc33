package org.curlew.triage.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.curlew.triage.register.OffenceClass;

class NoStarvationTest {

    private static final Fact[] LEVELS = {Fact.KIRAT_VERY_HIGH, Fact.KIRAT_HIGH, Fact.KIRAT_MEDIUM, Fact.KIRAT_LOW};

    private record Item(RankInputs inputs, int day) {}

    /** Order of today, through the ranker and the order themselves. */
    private static List<RankedExhibit> queue(List<Item> items, Instant now) {
        List<QueueOrder.Entry> entries = items.stream()
                .map(i -> new QueueOrder.Entry(Ranker.rank(i.inputs, RankerTableTest.RULES, now), 0))
                .toList();
        List<RankedExhibit> ranked = new ArrayList<>();
        for (QueueOrder.Entry e : QueueOrder.sort(entries)) {
            ranked.add(new RankedExhibit(
                    e.rank().exhibitId(), "", "", ranked.size() + 1, e.rank(), RankerTableTest.RULES.version(), now));
        }
        return ranked;
    }

    private static Item item(long id, int day, Fact level) {
        RankInputs in = RankerTableTest.inputs(
                OffenceClass.IIOC, RankerTableTest.NOW.plus(Duration.ofDays(day)), level, Fact.ACCESS_NONE_VERIFIED);
        return new Item(
                new RankInputs(id, id, in.offence(), in.facts(), in.receivedAt(), null, false, null, null, null), day);
    }

    @Property(tries = 25)
    void when_capacity_covers_arrivals_every_item_is_started_within_its_bands_bound(
            @ForAll @LongRange(min = 0, max = 100_000) long seed,
            @ForAll @IntRange(min = 3, max = 6) int capacity,
            @ForAll @IntRange(min = 0, max = 40) int backlog) {
        Random random = new Random(seed);
        List<Item> waiting = new ArrayList<>();
        long id = 0;
        long starts = 0;
        for (int i = 0; i < backlog; i++) {
            waiting.add(item(++id, 0, LEVELS[random.nextInt(4)]));
        }
        for (int day = 0; day < 150; day++) {
            // One less than capacity on average, in bursts of up to twice as much.
            int arrivals = random.nextInt(2 * capacity - 1);
            for (int a = 0; a < arrivals; a++) {
                waiting.add(item(++id, day, LEVELS[random.nextInt(4)]));
            }
            Instant now = RankerTableTest.NOW.plus(Duration.ofDays(day));
            for (int c = 0; c < capacity && !waiting.isEmpty(); c++) {
                RankedExhibit next = Picker.next(queue(waiting, now), starts++, 0.2);
                Item started = waiting.stream()
                        .filter(i -> i.inputs.exhibitId() == next.exhibitId())
                        .findFirst()
                        .orElseThrow();
                waiting.remove(started);
                Duration bound = RankerTableTest.RULES.target(next.band(), false);
                assertThat(Duration.ofDays(day - started.day))
                        .as("wait of item " + next.exhibitId() + " in " + next.band())
                        .isLessThanOrEqualTo(bound);
            }
        }
    }

    @Property(tries = 25)
    void with_the_reserved_share_the_oldest_moves_however_much_arrives_above_it(
            @ForAll @LongRange(min = 0, max = 100_000) long seed, @ForAll @IntRange(min = 0, max = 8) int older) {
        Random random = new Random(seed);
        List<Item> waiting = new ArrayList<>();
        for (int i = 0; i < older; i++) {
            waiting.add(item(i + 1, 0, Fact.KIRAT_MEDIUM));
        }
        long mine = 1000;
        waiting.add(item(mine, 1, Fact.KIRAT_LOW));
        long id = 2000;
        int starts = 0;
        boolean started = false;
        // Twice as much P1 work arrives as can be started: without the share the P4 item would never be.
        for (int day = 2; day < 60 && !started; day++) {
            for (int a = 0; a < 4; a++) {
                waiting.add(item(++id, day, Fact.KIRAT_VERY_HIGH));
            }
            for (int c = 0; c < 2 && !started; c++) {
                RankedExhibit next =
                        Picker.next(queue(waiting, RankerTableTest.NOW.plus(Duration.ofDays(day))), starts++, 0.2);
                waiting.removeIf(i -> i.inputs.exhibitId() == next.exhibitId());
                started = next.exhibitId() == mine;
            }
        }
        assertThat(started).isTrue();
        assertThat(starts)
                .as("one start in five goes to the oldest")
                .isLessThanOrEqualTo(5 * (older + 1) + random.nextInt(1));
    }

    @Property
    void of_any_number_of_starts_a_fifth_goes_to_the_oldest(@ForAll @IntRange(min = 1, max = 5000) int starts) {
        int oldest = 0;
        for (int s = 0; s < starts; s++) {
            oldest += Picker.oldestsTurn(s, 0.2) ? 1 : 0;
        }
        assertThat(oldest).isEqualTo((int) Math.floor(starts * 0.2));
    }
}
