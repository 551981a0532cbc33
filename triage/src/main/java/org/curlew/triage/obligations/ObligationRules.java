package org.curlew.triage.obligations;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.curlew.storage.capacity.StorageLevel.Thresholds;
import org.curlew.triage.rules.Mark;
import org.curlew.triage.rules.RuleSet;

/** The clocks' rule file (practice 3.4), as read from YAML. */
public record ObligationRules(
        String version,
        String basis,
        Map<String, List<String>> recipients,
        Map<String, List<Step>> ladders,
        List<Rule> rules,
        List<Block> blocks,
        Storage storage,
        Grader grader,
        int auditSample,
        List<BailRegime> bail)
        implements RuleSet {

    /** How a kept obligation repeats. */
    public enum Repeats {
        /** Once for each start. */
        NO,
        /** From the last completed record: freshness is what protects. */
        COMPLETED,
        /** From the earlier of due time and completion: a late one does not move the anchor. */
        SCHEDULE
    }

    /** Which target of the queue's rules sets the due time. */
    public enum Target {
        TRIAGE,
        COMPLETION
    }

    /**
     * A rule.
     *
     * @param on what starts it
     * @param until what ends it unmet
     * @param metBy what alone meets it
     * @param where attributes the start must carry
     * @param lookBackDays a meeting this long before the start counts
     * @param by the start's attribute that chooses from {@code cases}; {@code due} where it is unknown
     * @param dueAt the start's attribute that is the due time itself, less {@code lead}
     * @param within what brings an open obligation forward
     */
    public record Rule(
            String id,
            String on,
            List<String> until,
            List<String> metBy,
            Map<String, String> where,
            int lookBackDays,
            String by,
            Map<String, Span> cases,
            Span due,
            Span first,
            String dueAt,
            Span lead,
            Target target,
            Repeats repeats,
            List<Within> within,
            String what,
            String ladder,
            String source,
            Mark mark) {

        public Rule {
            until = until == null ? List.of() : until;
            where = where == null ? Map.of() : where;
            cases = cases == null ? Map.of() : cases;
            within = within == null ? List.of() : within;
            repeats = repeats == null ? Repeats.NO : repeats;
        }
    }

    public record Within(String on, Span due) {}

    /** A step of an escalation ladder; at the due time unless one of the times is given. */
    public record Step(
            String step,
            String level,
            Map<String, List<String>> when,
            Span after,
            Span before,
            Span afterStart,
            Double atShare) {

        public Step {
            when = when == null ? Map.of() : when;
        }
    }

    public record Block(String id, Set<Need> needs, String source, Mark mark) {}

    /** What a block asks for. */
    public enum Need {
        ACCESS_ANSWERED,
        PLAN_FOR_EACH_CHILD,
        ADDRESS_CHECKED,
        NEW_RISK_ASSESSMENT,
        VICTIM_TOLD
    }

    public record Storage(
            int amberPercent,
            int amberDays,
            int redPercent,
            int redDays,
            int stopP4Percent,
            String amberLevel,
            String redLevel,
            Mark mark) {

        public Thresholds thresholds() {
            return new Thresholds(amberPercent, redPercent, stopP4Percent, amberDays, redDays);
        }

        private boolean rises() {
            return amberPercent > 0
                    && amberPercent < redPercent
                    && redPercent < stopP4Percent
                    && stopP4Percent <= 100
                    && amberDays > redDays
                    && redDays >= 0;
        }
    }

    public record Grader(int breakMinutesEachHour, int capHoursPerDay, Mark breakMark, Mark capMark) {}

    /** Pre-charge bail for arrests from a date on. */
    public record BailRegime(
            LocalDate arrestedFrom,
            Span initial,
            Span initialAgency,
            List<Extension> ladder,
            String then,
            String source,
            Mark mark) {}

    public record Extension(String authority, Span until) {}

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (recipients == null
                || ladders == null
                || rules == null
                || blocks == null
                || bail == null
                || storage == null
                || grader == null) {
            return List.of(
                    "field 'rules': recipients, ladders, rules, blocks, storage, grader and bail must all be there");
        }
        recipients.forEach((level, who) -> {
            if (who == null || who.isEmpty() || who.stream().anyMatch(w -> w == null || w.isBlank())) {
                problems.add("recipients, field '" + level + "': names nobody; a step that tells nobody is lost");
            }
        });
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            check(rules.get(i), "rules row " + (i + 1), ids, problems);
        }
        ladders.forEach((name, steps) -> {
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                if (step.step() == null || step.level() == null || !recipients.containsKey(step.level())) {
                    problems.add("ladders " + name + " row " + (i + 1) + ", field 'level': " + step.level()
                            + " has no recipients, or the step has no name");
                }
                span(step.after(), "ladders " + name + " row " + (i + 1) + ", field 'after'", problems);
                span(step.before(), "ladders " + name + " row " + (i + 1) + ", field 'before'", problems);
                span(step.afterStart(), "ladders " + name + " row " + (i + 1) + ", field 'afterStart'", problems);
            }
        });
        for (int i = 1; i < bail.size(); i++) {
            if (!bail.get(i).arrestedFrom().isBefore(bail.get(i - 1).arrestedFrom())) {
                problems.add("bail row " + (i + 1) + ", field 'arrestedFrom': later rules stand first");
            }
        }
        if (!storage.rises()) {
            problems.add(
                    "storage, field 'amberPercent': amber, red and stop must rise and not pass 100, and amber be told"
                            + " more days ahead than red");
        }
        requireRecipients("amberLevel", storage.amberLevel(), problems);
        requireRecipients("redLevel", storage.redLevel(), problems);
        for (String never : List.of("rui-reassessment", "supervisor-review")) {
            if (!ids.contains(never)) {
                problems.add("rules, field 'id': " + never + " is missing; this clock cannot be switched off");
            }
        }
        rules.stream().filter(r -> "rui-reassessment".equals(r.id())).forEach(r -> {
            if (!List.of("RISK_REASSESSED").equals(r.metBy())) {
                problems.add("rules rui-reassessment, field 'metBy': only RISK_REASSESSED; a welfare check, a forensic"
                        + " update or a review says nothing about the child");
            }
        });
        return problems;
    }

    private void requireRecipients(String field, String level, List<String> problems) {
        if (level == null || !recipients.containsKey(level)) {
            problems.add("storage, field '" + field + "': " + level + " has no recipients");
        }
    }

    private static void span(Span span, String field, List<String> problems) {
        if (span != null && span.problem() != null) {
            problems.add(field + ": " + span.problem());
        }
    }

    private void check(Rule rule, String row, Set<String> ids, List<String> problems) {
        if (rule.id() == null || !ids.add(rule.id())) {
            problems.add(row + ", field 'id': is missing or stands twice");
        }
        if (rule.on() == null || rule.metBy() == null || rule.metBy().isEmpty()) {
            problems.add(row + ", field 'metBy': needs 'on' and at least one 'metBy'");
        }
        int times = (rule.due() != null ? 1 : 0) + (rule.dueAt() != null ? 1 : 0) + (rule.target() != null ? 1 : 0);
        if (times != 1) {
            problems.add(row + ", field 'due': give one of 'due', 'dueAt' and 'target'");
        }
        if (rule.repeats() != Repeats.NO && (rule.due() == null || rule.due().nought())) {
            problems.add(row + ", field 'repeats': needs a 'due' longer than nought");
        }
        if (rule.repeats() != Repeats.NO && rule.cases().values().stream().anyMatch(Span::nought)) {
            problems.add(row + ", field 'repeats': needs 'cases' longer than nought");
        }
        rule.cases().values().forEach(span -> span(span, row + ", field 'cases'", problems));
        span(rule.due(), row + ", field 'due'", problems);
        span(rule.first(), row + ", field 'first'", problems);
        span(rule.lead(), row + ", field 'lead'", problems);
        for (Within within : rule.within()) {
            if (within.on() == null || within.due() == null) {
                problems.add(row + ", field 'within': needs 'on' and 'due'");
            }
            span(within.due(), row + ", field 'within'", problems);
        }
        if (!ladders.containsKey(String.valueOf(rule.ladder()))) {
            problems.add(row + ", field 'ladder': " + rule.ladder() + " is not among the ladders");
        }
        if (rule.mark() == null || rule.what() == null) {
            problems.add(row + ", field 'mark': needs 'mark' and 'what'");
        }
    }
}
