package org.curlew.pipeline.web.administration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.triage.obligations.ObligationRules;
import org.curlew.triage.obligations.ObligationRules.Rule;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.QueueRules;
import org.curlew.triage.reviews.ReviewRules;
import org.curlew.triage.rules.RuleBook;
import org.curlew.triage.rules.RuleFiles;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** A force's own rule files: what one would change, and the act that brings it into force. */
@Service
@ConditionalOnWebApplication
public class RulesDesk {

    private final Queue queue;
    private final RuleBook rules;
    private final RuleVersions versions;
    private final JdbcClient jdbc;

    RulesDesk(Queue queue, RuleBook rules, RuleVersions versions, JdbcClient jdbc) {
        this.queue = queue;
        this.rules = rules;
        this.versions = versions;
        this.jdbc = jdbc;
    }

    /** The file of a kind in force: its version and its text with the comments. */
    public record InForce(String kind, String version, String text) {}

    /** @throws NotFoundException where there is no such kind of file */
    public static RuleKind kind(String file) {
        return RuleKind.of(file).orElseThrow(() -> new NotFoundException("There is no rule file " + file));
    }

    public InForce inForce(RuleKind kind) {
        long id = versions.of(kind.file()).getFirst().id();
        return new InForce(
                kind.file(), rules.inForce(kind.file(), kind.type()).version(), versions.text(kind.file(), id));
    }

    /**
     * What a file would change, in one sentence; nothing comes into force.
     *
     * @throws org.curlew.triage.rules.RuleFileException naming row and field of what is wrong
     */
    public String trial(RuleKind kind, String text) {
        String name = kind.file() + ".yaml";
        return switch (kind) {
            case QUEUE -> {
                int moved = queue.wouldMove(RuleFiles.read(name, text, QueueRules.class));
                yield (moved == 1 ? "1 exhibit" : moved + " exhibits") + " would change band.";
            }
            case OBLIGATIONS -> clocks(RuleFiles.read(name, text, ObligationRules.class));
            case REVIEWS -> questions(RuleFiles.read(name, text, ReviewRules.class));
            case GRADING -> {
                RuleFiles.read(name, text, kind.type());
                yield "The file passes its checks.";
            }
        };
    }

    /**
     * Brings a file into force. A queue's file ranks the whole queue at once; by one of clocks the next run computes every
     * case anew.
     *
     * @throws org.curlew.triage.rules.RuleFileException naming row and field; the old file stays in force
     */
    public String load(Viewer viewer, RuleKind kind, String text) {
        if (kind == RuleKind.QUEUE) {
            return "Version " + queue.loadRules(text, viewer.name()).version()
                    + " is in force; the queue is ranked by it.";
        }
        String version =
                rules.load(kind.file(), text, kind.type(), viewer.name()).version();
        return "Version " + version + " is in force"
                + switch (kind) {
                    case OBLIGATIONS -> "; the next run of the clocks computes every case by it.";
                    case REVIEWS -> "; reviews that are open must hold what it asks before they are signed.";
                    default -> ".";
                };
    }

    private String clocks(ObligationRules candidate) {
        ObligationRules inForce = rules.inForce("obligations", ObligationRules.class);
        Map<String, Rule> old = byId(inForce);
        Map<String, Rule> young = byId(candidate);
        Set<String> changed = new LinkedHashSet<>();
        young.forEach((id, rule) -> {
            if (!rule.equals(old.get(id))) {
                changed.add(id);
            }
        });
        old.keySet().stream().filter(id -> !young.containsKey(id)).forEach(changed::add);
        String beside = beside(inForce, candidate);
        if (changed.isEmpty()) {
            return "No clock would change when it is due or what meets it." + beside;
        }
        int open = jdbc.sql("select count(*) from obligation where state = 'OPEN' and rule_id = any(?)")
                .param(changed.toArray(String[]::new))
                .query(Integer.class)
                .single();
        return (changed.size() == 1 ? "1 clock" : changed.size() + " clocks") + " would change ("
                + String.join(", ", changed) + "), with " + (open == 1 ? "1 obligation" : open + " obligations")
                + " open under the rules in force." + beside;
    }

    /** What else of the file differs: parts that no clock names, or that many share. */
    private static String beside(ObligationRules old, ObligationRules young) {
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("ladders", old.ladders().equals(young.ladders()));
        same.put("recipients", old.recipients().equals(young.recipients()));
        same.put("blocks", old.blocks().equals(young.blocks()));
        same.put("storage", old.storage().equals(young.storage()));
        same.put("grader", old.grader().equals(young.grader()));
        same.put("auditSample", old.auditSample() == young.auditSample());
        same.put("bail", old.bail().equals(young.bail()));
        String changed = same.entrySet().stream()
                .filter(part -> !part.getValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return changed.isEmpty() ? "" : " Other parts that differ: " + changed + ".";
    }

    private static Map<String, Rule> byId(ObligationRules file) {
        return file.rules().stream()
                .collect(Collectors.toMap(Rule::id, Function.identity(), (a, b) -> a, TreeMap::new));
    }

    private String questions(ReviewRules candidate) {
        Map<String, String> old = questionsOf(rules.inForce("reviews", ReviewRules.class));
        Map<String, String> young = questionsOf(candidate);
        List<String> parts = new ArrayList<>();
        add(parts, young.keySet().stream().filter(q -> !old.containsKey(q)).toList(), "new");
        add(parts, old.keySet().stream().filter(q -> !young.containsKey(q)).toList(), "left out");
        add(
                parts,
                old.entrySet().stream()
                        .filter(q ->
                                young.containsKey(q.getKey()) && !Objects.equals(young.get(q.getKey()), q.getValue()))
                        .map(Map.Entry::getKey)
                        .toList(),
                "worded otherwise");
        return parts.isEmpty()
                ? "No question of the review would change."
                : "Questions " + String.join("; ", parts) + ".";
    }

    private static void add(List<String> parts, List<String> questions, String what) {
        if (!questions.isEmpty()) {
            parts.add(what + ": " + String.join(", ", questions));
        }
    }

    private static Map<String, String> questionsOf(ReviewRules file) {
        Map<String, String> questions = new TreeMap<>();
        file.parts().forEach(p -> p.questions().forEach((key, words) -> questions.put(p.number() + "." + key, words)));
        return questions;
    }
}
