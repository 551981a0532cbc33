package org.curlew.triage.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.curlew.triage.queue.Band;
import org.curlew.triage.rules.RuleFileException;
import org.curlew.triage.rules.RuleFiles;

/**
 * A what-if scenario, as read from YAML. Times are in days, sizes in terabytes, money in pounds.
 *
 * @param backlog items waiting at the start, by band, spread evenly over {@code backlogDays}
 * @param arrivalsPerDay mean of a Poisson stream
 * @param mix share of arrivals by band; adds up to 1
 * @param examinationHours mean of the examination, exponentially distributed
 * @param hoursPerDay examiner hours a calendar day, weekends spread in
 * @param abstracted share of examiner and officer time taken for other duties
 * @param reservedForOldest share of starts that goes to the oldest item
 * @param kiosks lab demand the kiosks take away; they see no sexual offences
 * @param triage a triage kit, or null
 * @param outsourcing batches sent out
 * @param reviews the supervisors' 28-day reviews
 * @param warrants warrants and the officers who execute them
 * @param storage room for extracted data; an examination waits while there is none
 */
public record Scenario(
        String name,
        String question,
        long seed,
        int days,
        Map<Band, Integer> backlog,
        int backlogDays,
        double arrivalsPerDay,
        Map<Band, Double> mix,
        int examiners,
        double examinationHours,
        double hoursPerDay,
        double abstracted,
        double reservedForOldest,
        double examinerDayCost,
        Kiosks kiosks,
        Triage triage,
        List<Batch> outsourcing,
        Reviews reviews,
        Warrants warrants,
        Storage storage) {

    /** Items a day that kiosks take from arrivals outside sexual offences. */
    public record Kiosks(int number, double itemsPerDayEach) {}

    /** From a day on, arrivals are triaged; a share is eliminated and needs no examination. */
    public record Triage(int fromDay, double eliminatedShare, double costPerItem) {}

    public record Batch(int day, int items, double costEach) {}

    public record Reviews(int cases, int supervisors, double slotsPerDayEach) {}

    public record Warrants(int waiting, double perDay, int officers, int establishment, double perOfficerDay) {}

    public record Storage(double terabytes, double used, double perItem, double freedPerDay) {}

    /** Reads and checks a scenario; the message names the field. */
    public static Scenario read(String name, String yaml) {
        Scenario scenario = RuleFiles.parse(name, yaml, Scenario.class);
        List<String> problems = new ArrayList<>();
        check(problems, scenario.days > 0, "days", "at least 1");
        check(problems, scenario.examiners > 0, "examiners", "at least 1");
        check(problems, scenario.arrivalsPerDay >= 0, "arrivalsPerDay", "not below nought");
        check(problems, scenario.examinationHours > 0, "examinationHours", "above nought");
        check(problems, scenario.hoursPerDay > 0 && scenario.hoursPerDay <= 24, "hoursPerDay", "from 0 to 24");
        check(problems, scenario.abstracted >= 0 && scenario.abstracted < 1, "abstracted", "from 0 to below 1");
        check(
                problems,
                scenario.reservedForOldest >= 0 && scenario.reservedForOldest < 1,
                "reservedForOldest",
                "from 0 to below 1");
        double shares = scenario.mix == null
                ? 0
                : scenario.mix.values().stream().mapToDouble(d -> d).sum();
        check(problems, Math.abs(shares - 1) < 1e-9, "mix", "shares that add up to 1");
        if (!problems.isEmpty()) {
            throw new RuleFileException(name + ", " + String.join("; ", problems));
        }
        return scenario;
    }

    private static void check(List<String> problems, boolean right, String field, String what) {
        if (!right) {
            problems.add("field '" + field + "': needs " + what);
        }
    }

    /** Days one examination takes one examiner, on average. */
    double examinationDays() {
        return examinationHours / (hoursPerDay * (1 - abstracted));
    }
}
