package org.curlew.triage.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.rules.Mark;
import org.curlew.triage.rules.RuleSet;

/** The queue's rule file (practice 3.2), as read from YAML. */
public record QueueRules(
        String version,
        String basis,
        List<BandRow> bands,
        List<Gate> gates,
        Otherwise otherwise,
        List<OtherWork> otherWork,
        DeadlineRule deadline,
        Under18 under18,
        List<Points> points,
        Age age,
        Lights lights,
        double reservedForOldest,
        int overrideMaxDays,
        int exceptionBeyondDays,
        Set<OffenceClass> kioskRefused,
        List<Skill> skills)
        implements RuleSet {

    public QueueRules {
        skills = skills == null ? List.of() : skills;
    }

    /** A skill that an examiner needs for some kinds of device, some offences, or both; null: for all. */
    public record Skill(String skill, Set<String> kinds, Set<OffenceClass> offences, String source, Mark mark) {

        boolean needed(String kind, OffenceClass offence) {
            return (kinds == null || kinds.contains(kind)) && (offences == null || offences.contains(offence));
        }
    }

    /** Targets of a band, from entry into the queue; null where the band has none. */
    public record BandRow(
            Band band,
            Integer startHours,
            Integer triageHours,
            Integer completionDays,
            boolean reviewDaily,
            String source,
            Mark mark) {

        Duration triage() {
            return triageHours == null ? null : Duration.ofHours(triageHours);
        }

        Duration completion() {
            return completionDays == null ? null : Duration.ofDays(completionDays);
        }
    }

    /** A gate: a band, or a lane that runs beside the bands. */
    public record Gate(
            String id,
            Set<Fact> any,
            Set<Fact> all,
            Band band,
            Lane lane,
            boolean incomplete,
            boolean childSexualOnly,
            String source,
            Mark mark) {

        boolean matches(RankInputs inputs) {
            if (childSexualOnly && !inputs.offence().childSexual()) {
                return false;
            }
            return any != null
                    ? any.stream().anyMatch(inputs::has)
                    : inputs.facts().keySet().containsAll(all);
        }

        Set<Fact> facts() {
            return any != null ? any : all;
        }
    }

    /** Child sexual work that no gate speaks of. */
    public record Otherwise(Band band, String because, String source, Mark mark) {}

    /** The force's own band for other work (G9). */
    public record OtherWork(OffenceClass offence, Band band, String source, Mark mark) {}

    public record DeadlineRule(double slackBelow, Band ceiling, String source, Mark mark) {}

    public record Under18(Band floor, String source, Mark mark) {}

    public record Points(Fact fact, Integer points, String source, Mark mark) {}

    public record Age(int pointsPerPeriod, int periodDays, int cap, String source, Mark mark) {}

    public record Lights(double amber, double red, double review, Mark mark) {}

    BandRow row(Band band) {
        return bands.get(band.ordinal());
    }

    /** A band's target from entry into the queue, for the triage result or for completion; null where it has none. */
    public Duration target(Band band, boolean triage) {
        return triage ? row(band).triage() : row(band).completion();
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (var part : List.of(
                new Part("bands", bands),
                new Part("gates", gates),
                new Part("otherwise", otherwise),
                new Part("otherWork", otherWork),
                new Part("deadline", deadline),
                new Part("under18", under18),
                new Part("points", points),
                new Part("age", age),
                new Part("lights", lights),
                new Part("kioskRefused", kioskRefused))) {
            if (part.value == null) {
                problems.add("field '" + part.name + "': is missing");
            }
        }
        if (problems.isEmpty()) {
            checkBands(problems);
            checkGates(problems);
            checkOtherWork(problems);
            checkNumbers(problems);
        }
        return problems;
    }

    private record Part(String name, Object value) {}

    private void checkBands(List<String> problems) {
        for (int i = 0; i < bands.size(); i++) {
            BandRow row = bands.get(i);
            if (i >= Band.values().length || row.band() != Band.values()[i]) {
                problems.add("bands row " + (i + 1) + ", field 'band': " + row.band() + " stands where "
                        + (i < Band.values().length ? Band.values()[i] : "nothing") + " must be; bands leave no gap");
                return;
            }
            if (i > 0 && row.completionDays() == null) {
                problems.add("bands row " + (i + 1) + ", field 'completionDays': is missing");
            }
            if (row.triageHours() == null) {
                problems.add("bands row " + (i + 1) + ", field 'triageHours': is missing");
            } else if (i > 0 && row.triageHours() < bands.get(i - 1).triageHours()) {
                problems.add("bands row " + (i + 1) + ", field 'triageHours': shorter than the band above it");
            }
            if (i > 1
                    && row.completionDays() != null
                    && bands.get(i - 1).completionDays() != null
                    && row.completionDays() <= bands.get(i - 1).completionDays()) {
                problems.add("bands row " + (i + 1) + ", field 'completionDays': not longer than the band above it");
            }
        }
        if (bands.size() < Band.values().length) {
            problems.add("bands row " + (bands.size() + 1) + ", field 'band': " + Band.values()[bands.size()]
                    + " is missing; bands leave no gap");
        }
    }

    private void checkGates(List<String> problems) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < gates.size(); i++) {
            Gate gate = gates.get(i);
            String row = "gates row " + (i + 1);
            if (gate.id() == null || !ids.add(gate.id())) {
                problems.add(row + ", field 'id': is missing or stands twice");
            }
            if ((gate.any() == null) == (gate.all() == null) || gate.facts().isEmpty()) {
                problems.add(row + ", field 'any': give either 'any' or 'all', with at least one fact");
            }
            if ((gate.band() == null) == (gate.lane() == null)) {
                problems.add(row + ", field 'band': give either a band or a lane");
            }
            if (gate.mark() == null) {
                problems.add(row + ", field 'mark': is missing");
            }
        }
        for (Fact unknown :
                List.of(Fact.KIRAT_UNKNOWN, Fact.ACCESS_UNKNOWN, Fact.IDENTITY_UNKNOWN, Fact.RELEASE_UNKNOWN)) {
            boolean held = gates.stream()
                    .anyMatch(g -> g.any() != null
                            && g.any().contains(unknown)
                            && g.band() != null
                            && g.band().ordinal() <= Band.P2.ordinal());
            if (!held) {
                problems.add("gates, field 'any': no gate holds " + unknown + " at P2 or above; unknown is never low");
            }
        }
    }

    private void checkOtherWork(List<String> problems) {
        Set<OffenceClass> seen = EnumSet.noneOf(OffenceClass.class);
        for (int i = 0; i < otherWork.size(); i++) {
            OtherWork row = otherWork.get(i);
            if (row.offence() == null || row.offence().childSexual() || !seen.add(row.offence())) {
                problems.add("otherWork row " + (i + 1)
                        + ", field 'offence': is missing, stands twice, or belongs to the gates");
            }
            if (row.band() == null) {
                problems.add("otherWork row " + (i + 1) + ", field 'band': is missing");
            }
        }
        for (OffenceClass offence : OffenceClass.values()) {
            if (!offence.childSexual() && !seen.contains(offence)) {
                problems.add("otherWork, field 'offence': " + offence + " has no band");
            }
        }
    }

    private void checkNumbers(List<String> problems) {
        Set<Fact> seen = EnumSet.noneOf(Fact.class);
        for (int i = 0; i < points.size(); i++) {
            Points row = points.get(i);
            if (row.fact() == null || !seen.add(row.fact())) {
                problems.add("points row " + (i + 1) + ", field 'fact': is missing or stands twice");
            }
            if (row.points() == null || row.points() < 0) {
                problems.add("points row " + (i + 1) + ", field 'points': is missing or below nought");
            }
        }
        if (age.periodDays() < 1 || age.cap() < 0 || age.pointsPerPeriod() < 0) {
            problems.add(
                    "age, field 'periodDays': needs whole days of at least 1, and points and cap not below nought");
        }
        if (!(0 < lights.amber() && lights.amber() < lights.red() && lights.red() < lights.review())) {
            problems.add("lights, field 'amber': amber, red and review must rise");
        }
        if (!(deadline.slackBelow() > 0 && deadline.slackBelow() < 1)) {
            problems.add("deadline, field 'slackBelow': must lie between 0 and 1");
        }
        if (deadline.ceiling() == null || deadline.ceiling().moreUrgentThan(Band.P2)) {
            problems.add("deadline, field 'ceiling': a deadline never outranks a child at risk; P2 is the highest");
        }
        if (under18.floor() == null) {
            problems.add("under18, field 'floor': is missing");
        }
        if (!(reservedForOldest > 0 && reservedForOldest < 1)) {
            problems.add("field 'reservedForOldest': must lie between 0 and 1");
        }
        for (int i = 0; i < skills.size(); i++) {
            if (skills.get(i).skill() == null || skills.get(i).mark() == null) {
                problems.add("skills row " + (i + 1) + ", field 'skill': needs 'skill' and 'mark'");
            }
        }
        if (exceptionBeyondDays < 1 || exceptionBeyondDays > 180) {
            problems.add("field 'exceptionBeyondDays': must lie between 1 and 180");
        }
        if (overrideMaxDays < 1 || overrideMaxDays > 28) {
            problems.add("field 'overrideMaxDays': must lie between 1 and 28");
        }
    }
}
