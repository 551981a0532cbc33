package org.curlew.storage.retention;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The retention rules as read from YAML. Every rule carries its source and how sure that is.
 *
 * @param basis what the file as a whole rests on
 */
public record RetentionRules(
        String version, String basis, Source appeal, List<Rule> rules, Forfeiture forfeiture, Property property) {

    /** How a rule's source was seen. */
    public enum Mark {
        PRIMARY,
        SECONDARY,
        /** From memory, with no source read: confirm before it is relied on. */
        RECALLED,
        /** The force's or our own judgement, not law. */
        JUDGEMENT
    }

    public enum From {
        /** Held; no date. */
        NEVER,
        DECISION,
        /** The later of the decision's period and the release from custody. */
        DECISION_AND_RELEASE
    }

    public record Source(String source, Mark mark) {}

    /** @param months calendar months from the decision */
    public record Rule(
            String id,
            RetentionClass appliesTo,
            Set<CaseOutcome> outcomes,
            From from,
            int months,
            String why,
            String source,
            Mark mark) {}

    /** @param claimMonths calendar months from the notice in which a claim can be made */
    public record Forfeiture(int claimMonths, String why, String source, Mark mark) {}

    /** Which acts on the exhibit itself a second person confirms. */
    public record Property(Set<ExhibitProperty.Event> secondPerson, String why, String source, Mark mark) {}

    /**
     * When an item comes up.
     *
     * @param on the first day on which it may be disposed of or must be reviewed; null while it is held
     * @param rule id of the rule that says so
     * @param why one line for a person, with the source and its mark
     */
    public record Due(LocalDate on, String rule, String why) {

        public boolean reached(LocalDate today) {
            return on != null && !on.isAfter(today);
        }
    }

    public RetentionRules {
        if (version == null || version.isBlank()) {
            throw new RetentionException("The retention rules have no version; give the file one of its own");
        }
        if (property == null || property.secondPerson() == null) {
            throw new RetentionException("The retention rules do not say which acts on an exhibit take two people:"
                    + " give them 'property' with 'secondPerson', which may be empty");
        }
        for (RetentionClass each : RetentionClass.values()) {
            Set<CaseOutcome> left = EnumSet.allOf(CaseOutcome.class);
            for (Rule rule : rules) {
                if (rule.appliesTo() == each && !rule.outcomes().stream().allMatch(left::remove)) {
                    throw new RetentionException("The retention rule " + rule.id() + " repeats an outcome of " + each);
                }
            }
            if (!left.isEmpty()) {
                throw new RetentionException("The retention rules say nothing of " + each + " after " + left);
            }
        }
    }

    /** The rules in the application, {@code rules/retention.yaml}. */
    public static RetentionRules shipped() {
        try (InputStream in = RetentionRules.class.getResourceAsStream("/rules/retention.yaml")) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws RetentionException when the text is no rule file; it names the row and the field */
    public static RetentionRules read(InputStream yaml) {
        try {
            return YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(yaml, RetentionRules.class);
        } catch (JacksonException e) {
            if (e.getCause() instanceof RetentionException known) {
                throw known;
            }
            throw new RetentionException("The retention rules cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** When an item of this class comes up, as the case stands. */
    public Due due(RetentionClass of, CaseFacts facts) {
        Rule rule = rules.stream()
                .filter(each -> each.appliesTo() == of && each.outcomes().contains(facts.outcome()))
                .findFirst()
                .orElseThrow();
        if (facts.appealPending()) {
            return new Due(
                    null, "appeal", "held: an appeal is pending (" + appeal.source() + ", " + appeal.mark() + ")");
        }
        String why = rule.why() + " (" + rule.source() + ", " + rule.mark() + ")";
        return switch (rule.from()) {
            case NEVER -> new Due(null, rule.id(), "held: " + why);
            case DECISION -> new Due(facts.decidedOn().plusMonths(rule.months()), rule.id(), why);
            case DECISION_AND_RELEASE -> {
                if (facts.releasedOn() == null) {
                    yield new Due(null, rule.id(), "held: the day of release is not recorded; " + why);
                }
                LocalDate months = facts.decidedOn().plusMonths(rule.months());
                LocalDate release = facts.releasedOn();
                yield new Due(release.isAfter(months) ? release : months, rule.id(), why);
            }
        };
    }
}
