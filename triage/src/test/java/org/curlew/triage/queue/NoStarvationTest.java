package org.curlew.triage.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
                .map(i -> new QueueOrder.Entry(Ranker.brief(i.inputs, RankerTableTest.RULES, now), 0))
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
        // Longer than the longest bound, or an item that never starts would not be seen.
        for (int day = 0; day < 200; day++) {
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
            for (RankedExhibit left : queue(waiting, now)) {
                assertThat(Duration.between(left.rank().receivedAt(), now))
                        .as("wait so far of item " + left.exhibitId() + " in " + left.band())
                        .isLessThanOrEqualTo(RankerTableTest.RULES.target(left.band(), false));
            }
        }
    }

    /** The bound of what nobody has looked at yet: P0 begins in 4 hours, the others have their triage result by its target. */
    private static Duration triageBound(Band band) {
        return band == Band.P0
                ? Duration.ofHours(RankerTableTest.RULES.row(Band.P0).startHours())
                : RankerTableTest.RULES.target(band, true);
    }

    private static RankInputs untouched(long id, Instant received, Fact fact) {
        RankInputs in = RankerTableTest.inputs(OffenceClass.IIOC, received, fact, Fact.ACCESS_NONE_VERIFIED);
        return new RankInputs(id, id, in.offence(), in.facts(), received, null, true, null, null, null);
    }

    @Property(tries = 20)
    void what_nobody_has_looked_at_begins_within_the_triage_bound_of_each_band_from_P0_on(
            @ForAll @LongRange(min = 0, max = 100_000) long seed,
            @ForAll @IntRange(min = 60, max = 120) int minutesAStart,
            @ForAll @IntRange(min = 50, max = 90) int loadPercent) {
        Random random = new Random(seed);
        List<Item> waiting = new ArrayList<>();
        long id = 0;
        long starts = 0;
        Instant lastP0 = Instant.EPOCH;
        Instant end = RankerTableTest.NOW.plus(Duration.ofDays(45));
        for (Instant now = RankerTableTest.NOW; now.isBefore(end); now = now.plus(Duration.ofMinutes(minutesAStart))) {
            // Up to three at once, on average the load's share of a start.
            int arrivals = random.nextInt(100) < loadPercent ? random.nextInt(3) : 0;
            for (int a = 0; a < arrivals; a++) {
                // One P0 a shift at most: more than that is not what the capacity covers.
                boolean danger = random.nextInt(50) == 0
                        && lastP0.plus(Duration.ofHours(8)).isBefore(now);
                lastP0 = danger ? now : lastP0;
                waiting.add(
                        new Item(untouched(++id, now, danger ? Fact.CHILD_IN_DANGER : LEVELS[random.nextInt(4)]), 0));
            }
            if (!waiting.isEmpty()) {
                RankedExhibit next = Picker.next(queue(waiting, now), starts++, 0.2);
                waiting.removeIf(i -> i.inputs.exhibitId() == next.exhibitId());
                assertThat(Duration.between(next.rank().receivedAt(), now))
                        .as("wait of item " + next.exhibitId() + " in " + next.band())
                        .isLessThanOrEqualTo(triageBound(next.band()));
            }
            for (Item left : waiting) {
                Band band =
                        Ranker.brief(left.inputs, RankerTableTest.RULES, now).band();
                assertThat(Duration.between(left.inputs.receivedAt(), now))
                        .as("wait so far of item " + left.inputs.exhibitId() + " in " + band)
                        .isLessThanOrEqualTo(triageBound(band));
            }
        }
    }

    @Property(tries = 25)
    void of_any_five_starts_one_takes_the_oldest_whatever_arrives_and_however_little_is_started(
            @ForAll @LongRange(min = 0, max = 100_000) long seed,
            @ForAll @IntRange(min = 1, max = 4) int capacity,
            @ForAll @IntRange(min = 0, max = 12) int mostArrivals) {
        Random random = new Random(seed);
        List<Item> waiting = new ArrayList<>();
        long id = 0;
        for (; id < 30; id++) {
            waiting.add(item(id, (int) id % 7, LEVELS[random.nextInt(4)]));
        }
        List<Instant> oldestBefore = new ArrayList<>();
        List<Instant> taken = new ArrayList<>();
        for (int day = 7; day < 40 && waiting.size() > 5; day++) {
            for (int a = random.nextInt(mostArrivals + 1); a > 0; a--) {
                waiting.add(item(++id, day, LEVELS[random.nextInt(4)]));
            }
            Instant now = RankerTableTest.NOW.plus(Duration.ofDays(day));
            for (int c = 0; c < capacity && !waiting.isEmpty(); c++) {
                oldestBefore.add(waiting.stream()
                        .map(i -> i.inputs.receivedAt())
                        .min(Comparator.naturalOrder())
                        .orElseThrow());
                RankedExhibit next = Picker.next(queue(waiting, now), taken.size(), 0.2);
                waiting.removeIf(i -> i.inputs.exhibitId() == next.exhibitId());
                taken.add(next.rank().receivedAt());
            }
        }
        for (int from = 0; from + 5 <= taken.size(); from++) {
            assertThat(taken.subList(from, from + 5))
                    .as("starts " + from + " to " + (from + 4))
                    .contains(oldestBefore.get(from));
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
