package org.curlew.triage.obligations;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.curlew.triage.obligations.ObligationRules.Rule;
import org.curlew.triage.obligations.ObligationRules.Target;
import org.curlew.triage.obligations.ObligationRules.Within;
import org.curlew.triage.queue.Band;
import org.curlew.triage.queue.QueueRules;

/**
 * Computes every obligation from what happened, the rules and the time, and from nothing else: after an outage it gives
 * what it would have given without one.
 */
final class Clockwork {

    private final ObligationRules rules;
    private final QueueRules queue;
    private final Calendar calendar;
    private final Horizon horizon;
    private final Map<String, Rule> byId = new HashMap<>();

    /** @param horizon is told when each case's answer changes although nothing happens */
    Clockwork(ObligationRules rules, QueueRules queue, Calendar calendar, Horizon horizon) {
        this.rules = rules;
        this.queue = queue;
        this.calendar = calendar;
        this.horizon = horizon;
        rules.rules().forEach(rule -> byId.put(rule.id(), rule));
    }

    List<Obligation> compute(List<Happening> happenings, Instant now) {
        Map<String, List<Happening>> bySubject = new HashMap<>();
        happenings.stream().sorted(Comparator.comparing(Happening::at)).forEach(h -> bySubject
                .computeIfAbsent(h.type() + "@" + h.subject(), k -> new ArrayList<>())
                .add(h));
        Map<String, List<Happening>> starts = new HashMap<>();
        happenings.stream().sorted(Comparator.comparing(Happening::at)).forEach(h -> starts.computeIfAbsent(
                        h.type(), k -> new ArrayList<>())
                .add(h));
        List<Obligation> found = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            for (Happening start : starts.getOrDefault(rule.on(), List.of())) {
                if (rule.where().entrySet().stream()
                        .allMatch(w -> Objects.equals(start.attributes().get(w.getKey()), w.getValue()))) {
                    of(rule, start, new Subject(bySubject, start.subject()), now, found);
                }
            }
        }
        Map<List<Object>, Obligation> distinct = new LinkedHashMap<>();
        found.forEach(o -> distinct.putIfAbsent(List.of(o.ruleId(), o.subject(), o.period()), o));
        return List.copyOf(distinct.values());
    }

    /** What happened to one subject. */
    private record Subject(Map<String, List<Happening>> happenings, String name) {

        List<Happening> of(String type) {
            return happenings.getOrDefault(type + "@" + name, List.of());
        }

        List<Instant> of(List<String> types, Instant from) {
            return types.stream()
                    .flatMap(t -> of(t).stream())
                    .map(Happening::at)
                    .filter(at -> !at.isBefore(from))
                    .sorted()
                    .toList();
        }
    }

    private void of(Rule rule, Happening start, Subject subject, Instant now, List<Obligation> found) {
        List<Instant> ends = subject.of(rule.until(), start.at());
        Instant end = ends.isEmpty() ? null : ends.getFirst();
        List<Instant> met = subject.of(rule.metBy(), start.at().minus(Duration.ofDays(rule.lookBackDays())));
        switch (rule.repeats()) {
            case NO -> once(rule, start, met, end, found);
            case COMPLETED -> fromCompleted(rule, start, subject, met, end, found);
            case SCHEDULE -> scheduled(rule, start, met, end, now, found);
        }
    }

    private void once(Rule rule, Happening start, List<Instant> met, Instant end, List<Obligation> found) {
        Instant due = due(rule, start, start.at());
        if (due != null) {
            Instant metAt = met.isEmpty() ? null : met.getFirst();
            found.add(obligation(rule, start, start.at(), due, metAt, end));
        }
    }

    private void fromCompleted(
            Rule rule, Happening start, Subject subject, List<Instant> met, Instant end, List<Obligation> found) {
        Instant anchor = start.at();
        for (Instant completed : met) {
            if (!completed.isAfter(anchor)) {
                continue;
            }
            if (end != null && completed.isAfter(end)) {
                break;
            }
            found.add(
                    obligation(rule, start, anchor, hurried(rule, start, subject, anchor, completed), completed, null));
            anchor = completed;
        }
        found.add(obligation(rule, start, anchor, hurried(rule, start, subject, anchor, null), null, end));
    }

    /** The due time, brought forward by what happened since the anchor and before it was met. */
    private Instant hurried(Rule rule, Happening start, Subject subject, Instant anchor, Instant completed) {
        Instant due = due(rule, start, anchor);
        for (Within within : rule.within()) {
            for (Happening trigger : subject.of(within.on())) {
                boolean counts = trigger.at().isAfter(anchor)
                        && (completed == null || !trigger.at().isAfter(completed));
                Instant sooner = calendar.after(trigger.at(), within.due());
                if (counts && sooner.isBefore(due)) {
                    due = sooner;
                }
            }
        }
        return due;
    }

    private void scheduled(
            Rule rule, Happening start, List<Instant> met, Instant end, Instant now, List<Obligation> found) {
        Instant anchor = start.at();
        Instant due = calendar.after(anchor, rule.first() == null ? spanOf(rule, start) : rule.first());
        int next = 0;
        while (true) {
            Instant following = calendar.after(due, spanOf(rule, start));
            Instant completed = next < met.size() ? met.get(next) : null;
            if (completed != null && completed.isBefore(following)) {
                next++;
                found.add(obligation(rule, start, anchor, due, completed, null));
                anchor = completed.isBefore(due) ? completed : due;
            } else if (following.isAfter(now) || end != null && !end.isAfter(following)) {
                horizon.at(start.caseId(), following);
                found.add(obligation(rule, start, anchor, due, null, end));
                return;
            } else {
                // The next one fell due before this one was done: the period was wholly missed.
                found.add(missed(rule, start, anchor, due));
                anchor = due;
            }
            due = calendar.after(anchor, spanOf(rule, start));
        }
    }

    private Span spanOf(Rule rule, Happening start) {
        return rule.by() == null
                ? rule.due()
                : rule.cases().getOrDefault(start.attributes().getOrDefault(rule.by(), ""), rule.due());
    }

    private Instant due(Rule rule, Happening start, Instant anchor) {
        if (rule.dueAt() != null) {
            String at = start.attributes().get(rule.dueAt());
            return at == null
                    ? null
                    : calendar.before(Instant.parse(at), rule.lead() == null ? Span.ZERO : rule.lead());
        }
        if (rule.target() != null) {
            Band band = Band.valueOf(start.attributes().getOrDefault("band", "P2"));
            Duration target = queue.target(band, rule.target() == Target.TRIAGE);
            return target == null ? null : anchor.plus(target);
        }
        return calendar.after(anchor, spanOf(rule, start));
    }

    private Obligation obligation(Rule rule, Happening start, Instant period, Instant due, Instant metAt, Instant end) {
        Obligation.State state = Obligation.State.OPEN;
        if (metAt != null && (end == null || !metAt.isAfter(end))) {
            state = metAt.isAfter(due) ? Obligation.State.MET_LATE : Obligation.State.MET;
        } else if (end != null) {
            state = Obligation.State.ENDED;
        }
        return make(rule, start, period, due, state, state == Obligation.State.ENDED ? null : metAt);
    }

    private Obligation missed(Rule rule, Happening start, Instant period, Instant due) {
        return make(rule, start, period, due, Obligation.State.MISSED, null);
    }

    private Obligation make(
            Rule rule, Happening start, Instant period, Instant due, Obligation.State state, Instant metAt) {
        return new Obligation(
                rule.id(),
                rules.version(),
                start.subject(),
                period,
                start.caseId(),
                start.personId(),
                start.childId(),
                start.exhibitId(),
                start.attributes().get("band"),
                start.attributes().get("level"),
                rule.what(),
                due,
                state,
                metAt);
    }

    /** A step of the ladder and when it falls. */
    record Raised(String step, String level, Instant at) {}

    /** The steps that have fallen for an open obligation, the earliest of each name. */
    List<Raised> raised(Obligation obligation, Instant now) {
        if (obligation.state() != Obligation.State.OPEN) {
            return List.of();
        }
        Rule rule = byId.get(obligation.ruleId());
        Map<String, Raised> earliest = new HashMap<>();
        for (ObligationRules.Step step : rules.ladders().get(rule.ladder())) {
            boolean applies = step.when().entrySet().stream()
                    .allMatch(w -> w.getValue().contains(attribute(obligation, w.getKey())));
            Instant at = when(step, obligation);
            if (applies) {
                horizon.at(obligation.caseId(), at);
            }
            if (applies && !at.isAfter(now)) {
                earliest.merge(
                        step.step(), new Raised(step.step(), step.level(), at), (a, b) -> a.at.isAfter(b.at) ? b : a);
            }
        }
        return earliest.values().stream()
                .sorted(Comparator.comparing(Raised::at))
                .toList();
    }

    private static String attribute(Obligation obligation, String name) {
        return "band".equals(name) ? obligation.band() : obligation.level();
    }

    private Instant when(ObligationRules.Step step, Obligation o) {
        if (step.after() != null) {
            return calendar.after(o.due(), step.after());
        }
        if (step.before() != null) {
            return calendar.before(o.due(), step.before());
        }
        if (step.afterStart() != null) {
            return calendar.after(o.period(), step.afterStart());
        }
        if (step.atShare() != null) {
            double seconds = Duration.between(o.period(), o.due()).toSeconds() * step.atShare();
            return o.period().plusSeconds((long) seconds);
        }
        return o.due();
    }
}
