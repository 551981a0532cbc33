package org.curlew.triage.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeSet;
import org.curlew.triage.queue.Band;

/** One run of a scenario: events in time order, one source of chance, nothing else. */
public final class Simulation {

    private record Item(long number, Band band, double arrived) {}

    private static final Comparator<Item> AGE =
            Comparator.comparingDouble(Item::arrived).thenComparingLong(Item::number);

    private final Scenario scenario;
    private final Random random;
    private final Map<Band, TreeSet<Item>> waiting = new EnumMap<>(Band.class);
    private final PriorityQueue<Double> busyUntil = new PriorityQueue<>();
    private final List<Outcome.Day> days = new ArrayList<>();
    private long numbers;
    private long starts;
    private int startedToday;
    private int eliminated;
    private int outsourced;
    private double waits;
    private double used;
    private double cost;
    private double reviewBacklog;
    private double missed;
    private double warrants;

    private Simulation(Scenario scenario) {
        this.scenario = scenario;
        this.random = new Random(scenario.seed());
        for (Band band : Band.values()) {
            waiting.put(band, new TreeSet<>(AGE));
        }
        used = scenario.storage() == null ? 0 : scenario.storage().used();
        warrants = scenario.warrants() == null ? 0 : scenario.warrants().waiting();
    }

    /** Runs a scenario; the same scenario gives the same outcome on every machine. */
    public static Outcome run(Scenario scenario) {
        return new Simulation(scenario).run();
    }

    private Outcome run() {
        backlog();
        double nextArrival = exponential(1 / scenario.arrivalsPerDay());
        for (int day = 0; day < scenario.days(); day++) {
            startedToday = 0;
            startOfDay(day);
            while (true) {
                double free = busyUntil.isEmpty() ? Double.MAX_VALUE : busyUntil.peek();
                double next = Math.min(nextArrival, free);
                if (next >= day + 1) {
                    break;
                }
                if (nextArrival <= free) {
                    arrive(nextArrival, day);
                    nextArrival += exponential(1 / scenario.arrivalsPerDay());
                } else {
                    busyUntil.poll();
                }
                begin(next);
            }
            endOfDay(day);
        }
        return new Outcome(scenario, List.copyOf(days), clears(), starts == 0 ? 0 : waits / starts, (int) starts, cost);
    }

    private void backlog() {
        if (scenario.backlog() == null) {
            return;
        }
        new EnumMap<>(scenario.backlog()).forEach((band, count) -> {
            for (int i = 0; i < count; i++) {
                waiting.get(band).add(new Item(numbers++, band, -scenario.backlogDays() * (i + 0.5) / count));
            }
        });
    }

    private double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    private void arrive(double at, int day) {
        double pick = random.nextDouble();
        Band band = Band.P4;
        for (Map.Entry<Band, Double> share : new EnumMap<>(scenario.mix()).entrySet()) {
            if (pick < share.getValue()) {
                band = share.getKey();
                break;
            }
            pick -= share.getValue();
        }
        Scenario.Triage triage = scenario.triage();
        if (triage != null && day >= triage.fromDay()) {
            cost += triage.costPerItem();
            if (random.nextDouble() < triage.eliminatedShare()) {
                eliminated++;
                return;
            }
        }
        Scenario.Kiosks kiosks = scenario.kiosks();
        // Kiosks see only what is no child-risk work: the lowest band stands for it.
        if (kiosks != null
                && band == Band.P4
                && random.nextDouble() < kiosks.number() * kiosks.itemsPerDayEach() / scenario.arrivalsPerDay()) {
            eliminated++;
            return;
        }
        waiting.get(band).add(new Item(numbers++, band, at));
    }

    private Item next() {
        double share = scenario.reservedForOldest();
        boolean oldest = Math.floor((starts + 1) * share) > Math.floor(starts * share);
        return waiting.values().stream()
                .filter(w -> !w.isEmpty())
                .map(TreeSet::first)
                .min(oldest ? AGE : Comparator.comparing(Item::band))
                .orElse(null);
    }

    private boolean room() {
        Scenario.Storage storage = scenario.storage();
        return storage == null || used + storage.perItem() <= storage.terabytes();
    }

    private void begin(double now) {
        while (busyUntil.size() < scenario.examiners() && room()) {
            Item item = next();
            if (item == null) {
                return;
            }
            waiting.get(item.band()).remove(item);
            waits += now - item.arrived();
            starts++;
            startedToday++;
            used += scenario.storage() == null ? 0 : scenario.storage().perItem();
            busyUntil.add(now + exponential(scenario.examinationDays()));
        }
    }

    private void startOfDay(int day) {
        if (scenario.outsourcing() != null) {
            for (Scenario.Batch batch : scenario.outsourcing()) {
                if (batch.day() == day) {
                    send(batch);
                }
            }
        }
        if (scenario.storage() != null) {
            used = Math.max(0, used - scenario.storage().freedPerDay());
        }
        begin(day);
    }

    /** What is sent out are the oldest items: that is what a backlog contract is for. */
    private void send(Scenario.Batch batch) {
        for (int i = 0; i < batch.items(); i++) {
            Item oldest = waiting.values().stream()
                    .filter(w -> !w.isEmpty())
                    .map(TreeSet::first)
                    .min(AGE)
                    .orElse(null);
            if (oldest == null) {
                return;
            }
            waiting.get(oldest.band()).remove(oldest);
            outsourced++;
            cost += batch.costEach();
        }
    }

    private void endOfDay(int day) {
        Scenario.Reviews reviews = scenario.reviews();
        if (reviews != null) {
            reviewBacklog += reviews.cases() / 28.0;
            reviewBacklog -= Math.min(reviewBacklog, reviews.supervisors() * reviews.slotsPerDayEach());
            // A review that waits for a whole period is one that was missed.
            double lapsed = Math.max(0, reviewBacklog - reviews.cases());
            missed += lapsed;
            reviewBacklog -= lapsed;
        }
        Scenario.Warrants w = scenario.warrants();
        if (w != null) {
            double done = w.officers() * w.perOfficerDay() * (1 - scenario.abstracted());
            warrants = Math.max(0, warrants + w.perDay() - done);
        }
        cost += scenario.examiners() * scenario.examinerDayCost();
        Map<Band, Integer> byBand = new EnumMap<>(Band.class);
        waiting.forEach((band, items) -> byBand.put(band, items.size()));
        double oldest = waiting.values().stream()
                .filter(items -> !items.isEmpty())
                .mapToDouble(items -> day + 1 - items.first().arrived())
                .max()
                .orElse(0);
        int depth = byBand.values().stream().mapToInt(n -> n).sum();
        days.add(new Outcome.Day(
                day + 1,
                depth,
                byBand,
                oldest,
                startedToday,
                eliminated,
                outsourced,
                room() ? 0 : depth,
                used,
                (int) Math.floor(missed),
                (int) Math.round(warrants),
                cost));
    }

    private Map<Band, Integer> clears() {
        Map<Band, Integer> clears = new EnumMap<>(Band.class);
        for (Band band : Band.values()) {
            // A busy fortnight is no queue that is back; more than came in four weeks is.
            double back =
                    Math.max(3, 28 * scenario.arrivalsPerDay() * scenario.mix().getOrDefault(band, 0.0));
            int from = -1;
            for (Outcome.Day day : days) {
                int depth = day.byBand().get(band);
                if (from < 0 && depth == 0) {
                    from = day.day();
                } else if (depth > back) {
                    from = -1;
                }
            }
            if (from >= 0) {
                clears.put(band, from);
            }
        }
        return clears;
    }
}
