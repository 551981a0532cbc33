package org.curlew.pipeline.web.administration;

import java.util.Arrays;
import java.util.Optional;
import org.curlew.grading.policy.GradingRules;
import org.curlew.triage.obligations.ObligationRules;
import org.curlew.triage.queue.QueueRules;
import org.curlew.triage.reviews.ReviewRules;
import org.curlew.triage.rules.RuleSet;

/** The rule files that a force may change. */
public enum RuleKind {
    QUEUE("queue", "Queue", QueueRules.class),
    OBLIGATIONS("obligations", "Clocks", ObligationRules.class),
    REVIEWS("reviews", "28-day review", ReviewRules.class),
    GRADING(GradingRules.KIND, "Grading", GradingRules.class);

    private final String file;
    private final String words;
    private final Class<? extends RuleSet> type;

    RuleKind(String file, String words, Class<? extends RuleSet> type) {
        this.file = file;
        this.words = words;
        this.type = type;
    }

    /** The file's name without ".yaml", as it is stored and stands in addresses. */
    public String file() {
        return file;
    }

    /** As pages write it. */
    public String words() {
        return words;
    }

    Class<? extends RuleSet> type() {
        return type;
    }

    public static Optional<RuleKind> of(String file) {
        return Arrays.stream(values()).filter(k -> k.file.equals(file)).findFirst();
    }
}
