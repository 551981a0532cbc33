package org.curlew.triage.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Band, points and the sentence from inputs, rules and the time; nothing else has a say. */
public final class Ranker {

    private Ranker() {}

    public static Rank rank(RankInputs inputs, QueueRules rules, Instant now) {
        return rank(inputs, rules, now, true);
    }

    /** Without what would move it, which is long and can be computed again from the inputs. */
    static Rank brief(RankInputs inputs, QueueRules rules, Instant now) {
        return rank(inputs, rules, now, false);
    }

    private static Rank rank(RankInputs inputs, QueueRules rules, Instant now, boolean moving) {
        Placement placed = place(inputs, rules, now);
        RankInputs.Override override = inForce(inputs.override(), now);
        Band band = override == null ? placed.band : override.band();
        int points = points(inputs, rules, now);
        QueueRules.BandRow row = rules.row(band);
        Instant due = due(inputs, row, placed.lane);
        Rank.Light light = light(inputs.receivedAt(), due, rules.lights(), now);
        String sentence = sentence(inputs, placed, band, override, points, due, rules, now, light);
        return new Rank(
                inputs.exhibitId(),
                inputs.caseId(),
                band,
                placed.band,
                placed.lane,
                placed.gate,
                placed.incomplete,
                points,
                slackCritical(inputs, row, rules, now),
                inputs.receivedAt(),
                due,
                light,
                sentence,
                moving ? moves(inputs, placed, override, rules, now) : List.of());
    }

    private record Placement(Band band, Lane lane, String gate, boolean incomplete, List<String> because) {}

    private static Placement place(RankInputs inputs, QueueRules rules, Instant now) {
        Lane lane = inputs.has(Fact.COMPLAINANT_DEVICE) ? Lane.RETURN_FAST : Lane.MAIN;
        QueueRules.Gate first = null;
        for (QueueRules.Gate gate : rules.gates()) {
            if (!gate.matches(inputs)) {
                continue;
            }
            if (gate.lane() != null) {
                // The lane is for the bounded triage; what follows it stands in its band.
                lane = inputs.awaitingTriage() ? gate.lane() : lane;
            } else if (first == null) {
                first = gate;
            }
        }
        Band band;
        String gate;
        List<String> because = new ArrayList<>();
        if (first != null) {
            band = first.band();
            gate = first.id();
            first.facts().stream()
                    .sorted()
                    .filter(inputs::has)
                    .map(inputs.facts()::get)
                    .forEach(because::add);
        } else if (inputs.offence().childSexual()) {
            band = rules.otherwise().band();
            gate = "otherwise";
            because.add(rules.otherwise().because());
        } else {
            band = rules.otherWork().stream()
                    .filter(w -> w.offence() == inputs.offence())
                    .findFirst()
                    .orElseThrow()
                    .band();
            gate = "G9";
            because.add("the force's own band for this kind of work");
        }
        if (slackCritical(inputs, rules.row(band), rules, now)
                && rules.deadline().ceiling().moreUrgentThan(band)) {
            band = band.up();
            because.add("raised one band, " + deadlineWords(inputs.deadline(), now));
        }
        if (inputs.has(Fact.UNDER_18) && rules.under18().floor().moreUrgentThan(band)) {
            band = rules.under18().floor();
            because.add(inputs.facts().get(Fact.UNDER_18));
        }
        return new Placement(band, lane, gate, first != null && first.incomplete(), because);
    }

    private static String deadlineWords(RankInputs.Deadline deadline, Instant now) {
        return deadline.at().isAfter(now)
                ? deadline.what() + " is in " + Words.span(Duration.between(now, deadline.at()))
                : deadline.what() + " passed " + Words.span(Duration.between(deadline.at(), now)) + " ago";
    }

    private static boolean slackCritical(RankInputs inputs, QueueRules.BandRow row, QueueRules rules, Instant now) {
        if (inputs.deadline() == null || row.completion() == null) {
            return false;
        }
        double slack = Duration.between(now, inputs.deadline().at()).toSeconds();
        return slack < rules.deadline().slackBelow() * row.completion().toSeconds();
    }

    private static int points(RankInputs inputs, QueueRules rules, Instant now) {
        int points = rules.points().stream()
                .filter(p -> inputs.has(p.fact()))
                .mapToInt(QueueRules.Points::points)
                .sum();
        Instant since = inputs.bandSince() == null ? inputs.receivedAt() : inputs.bandSince();
        long days = Math.max(0, Duration.between(since, now).toDays());
        long aged = days / rules.age().periodDays() * rules.age().pointsPerPeriod();
        return points + (int) Math.min(rules.age().cap(), aged);
    }

    /** The band's target; in the custody lane the end of the custody clock where that comes first. */
    private static Instant due(RankInputs inputs, QueueRules.BandRow row, Lane lane) {
        Duration target = inputs.awaitingTriage() ? row.triage() : row.completion();
        Instant due = target == null ? null : inputs.receivedAt().plus(target);
        Instant end = lane == Lane.CUSTODY && inputs.deadline() != null
                ? inputs.deadline().at()
                : null;
        return end != null && (due == null || end.isBefore(due)) ? end : due;
    }

    private static Rank.Light light(Instant from, Instant due, QueueRules.Lights lights, Instant now) {
        if (due == null) {
            return Rank.Light.GREEN;
        }
        double used = (double) Duration.between(from, now).toSeconds()
                / Math.max(1, Duration.between(from, due).toSeconds());
        if (used >= lights.review()) {
            return Rank.Light.REVIEW;
        }
        return used >= lights.red() ? Rank.Light.RED : used >= lights.amber() ? Rank.Light.AMBER : Rank.Light.GREEN;
    }

    private static RankInputs.Override inForce(RankInputs.Override override, Instant now) {
        return override == null || !override.until().isAfter(now) ? null : override;
    }

    private static String sentence(
            RankInputs inputs,
            Placement placed,
            Band band,
            RankInputs.Override override,
            int points,
            Instant due,
            QueueRules rules,
            Instant now,
            Rank.Light light) {
        List<String> parts = new ArrayList<>();
        if (override != null) {
            parts.add("set to " + band + " by " + override.approverRank() + " " + override.approver() + " until "
                    + Dates.day(override.until()) + " (" + override.reason() + "); the rules say " + placed.band);
        }
        parts.add(String.join(", ", placed.because));
        // What sets this exhibit apart from the others of its case.
        if (inputs.has(Fact.EVIDENCE_AT_RISK)) {
            parts.add(inputs.facts().get(Fact.EVIDENCE_AT_RISK));
        }
        parts.addAll(outcomeWords(inputs.outcome()));
        parts.add(Words.count(points, "point", "points"));
        if (due != null) {
            parts.add(Words.due(inputs.awaitingTriage() ? "triage result" : "completion", due, now));
        } else if (rules.row(band).reviewDaily()) {
            parts.add("completion as the strategy sets, reviewed daily");
        }
        if (beyondLimit(inputs, rules, now)) {
            parts.add(
                    inputs.has(Fact.EXCEPTED)
                            ? inputs.facts().get(Fact.EXCEPTED)
                            : "past " + rules.exceptionBeyondDays() + " days without a chief officer's exception");
        }
        if (light == Rank.Light.REVIEW) {
            parts.add("superintendent's review is mandatory");
        }
        String lane = placed.lane == Lane.MAIN ? "" : ", " + placed.lane.words();
        return band + (placed.incomplete ? " (incomplete)" : "") + lane + ": " + String.join("; ", parts);
    }

    /** No item may be older than this without a named chief officer's exception. */
    static boolean beyondLimit(RankInputs inputs, QueueRules rules, Instant now) {
        return inputs.receivedAt()
                .plus(Duration.ofDays(rules.exceptionBeyondDays()))
                .isBefore(now);
    }

    private static List<String> outcomeWords(TriageOutcome outcome) {
        List<String> words = new ArrayList<>();
        if (outcome == null) {
            return words;
        }
        if (outcome.illegalHits() > 0) {
            String categories = outcome.byCategory().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(e -> e.getKey().replace(":", " number ") + ": " + e.getValue())
                    .collect(Collectors.joining(", "));
            words.add(Words.count(outcome.illegalHits(), "file matches", "files match") + " an illegal set"
                    + (categories.isEmpty() ? "" : " (" + categories + ")"));
        } else if (outcome.complete()) {
            words.add("every file was looked up and none matches an illegal set");
        }
        if (outcome.nearHits() > 0) {
            words.add(Words.count(outcome.nearHits(), "file resembles an entry", "files resemble entries")
                    + " of an illegal set (our judgement, nobody has looked)");
        }
        if (!outcome.complete()) {
            words.add(
                    outcome.unreadable() > 0
                            ? Words.count(outcome.unreadable(), "part", "parts")
                                    + " could not be read, so nothing found proves nothing"
                            : "it has not been looked at whole, so nothing found proves nothing");
        }
        return words;
    }

    private static List<String> moves(
            RankInputs inputs, Placement placed, RankInputs.Override override, QueueRules rules, Instant now) {
        List<String> moves = new ArrayList<>();
        if (override != null) {
            moves.add("On " + Dates.day(override.until()) + " the override ends: " + placed.band + ".");
        }
        Optional<QueueRules.Gate> gate =
                rules.gates().stream().filter(g -> g.id().equals(placed.gate)).findFirst();
        if (gate.isPresent()) {
            Map<Fact, String> without = new EnumMap<>(Fact.class);
            without.putAll(inputs.facts());
            gate.get().facts().forEach(without::remove);
            if (placed.incomplete) {
                without.put(Fact.KIRAT_LOW, "");
                without.put(Fact.ACCESS_NONE_VERIFIED, "");
            }
            Band then = place(inputs.with(without), rules, now).band;
            if (placed.band.moreUrgentThan(then)) {
                moves.add(
                        placed.incomplete
                                ? "Answering what is unknown could lower it to " + then + "."
                                : "If it no longer held that " + String.join(" and ", placed.because) + ": " + then
                                        + ".");
            }
        }
        for (QueueRules.Gate above : rules.gates()) {
            if (above.band() != null
                    && above.any() != null
                    && above.band().moreUrgentThan(placed.band)
                    && (!above.childSexualOnly() || inputs.offence().childSexual())) {
                moves.add(above.band() + " if "
                        + above.any().stream().sorted().map(Fact::words).collect(Collectors.joining(", or ")) + ".");
            }
        }
        return moves;
    }
}
