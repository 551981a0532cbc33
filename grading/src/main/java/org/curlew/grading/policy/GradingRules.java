package org.curlew.grading.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.curlew.triage.rules.Mark;
import org.curlew.triage.rules.RuleSet;

/** {@code grading.yaml}: what a force decides about grading. Every result keeps the version that produced it. */
public record GradingRules(
        String version,
        String basis,
        ExposureRules exposure,
        Display display,
        SecondGradingRules secondGrading,
        AgreementRules agreement,
        Upload upload,
        List<Policy> proportionate)
        implements RuleSet {

    /** The numbers are nobody's but the force's: what is said of them in court must not sound like the prosecutors' own. */
    private static final Pattern PROSECUTORS = Pattern.compile("(?i)\\bC\\.?P\\.?S\\b|crown prosecut");

    /** The kind under which the file is loaded. */
    public static final String KIND = "grading";

    /**
     * Time with media.
     *
     * @param awayMinutes away for so long, somebody has had a break
     * @param welfareGraceDays days after a missed welfare appointment until no new work is given
     */
    public record ExposureRules(int awayMinutes, int welfareGraceDays, Weights weights, Mark mark) {}

    /**
     * How heavy a second is.
     *
     * @param illegal by gravity, the gravest first; the last one goes on for further classes
     */
    public record Weights(double unknown, List<Double> illegal, double other) {}

    /** What is shown before any deliberate act. */
    public record Display(
            int pixels, boolean grey, boolean blurred, boolean silent, boolean contactSheetFirst, Mark mark) {}

    public record SecondGradingRules(double confidence, double tolerated, Mark mark) {}

    public record AgreementRules(double leastKappa, Mark mark) {}

    /** @param alarmDays days after which what is graded and not sent raises the alarm */
    public record Upload(int alarmDays, Mark mark) {

        /** What was graded before this and is not sent raises the alarm. */
        public Instant alarmLimit(Instant now) {
            return now.minus(Duration.ofDays(alarmDays));
        }
    }

    /** What must be graded before a sample says anything. */
    public enum GradeFirst {
        /** Resembles a media of an illegal set. */
        NEAR_MATCH,
        /** May have been made by a device of the suspect, or is in no set and was found illegal. */
        FIRST_GENERATION
    }

    /**
     * When the rest may stay ungraded.
     *
     * @param enough how many graded media of a class (by its code) make further ones needless
     * @param approver role of the person who may stop, who is never the one who proposed it
     * @param statement what the report says of it; never that it is anybody else's policy
     */
    public record Policy(
            String id,
            String title,
            List<GradeFirst> gradeFirst,
            double confidence,
            double tolerated,
            Map<String, Integer> enough,
            String approver,
            String statement,
            Mark mark) {}

    public Policy policy(String id) {
        return proportionate.stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("grading.yaml has no policy " + id + "; it has "
                        + proportionate.stream().map(Policy::id).toList()));
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (exposure == null
                || exposure.weights() == null
                || display == null
                || secondGrading == null
                || agreement == null
                || upload == null
                || proportionate == null) {
            problems.add(
                    "fields 'exposure', 'display', 'secondGrading', 'agreement', 'upload' and 'proportionate' must all be there");
            return problems;
        }
        if (exposure.awayMinutes() < 1
                || exposure.weights().illegal() == null
                || exposure.weights().illegal().isEmpty()) {
            problems.add("field 'exposure': awayMinutes of 1 or more and at least one weight for illegal classes");
        }
        if (!display.equals(new Display(160, true, true, true, true, display.mark()))) {
            problems.add(
                    "field 'display': pixels 160 and all others true, since more of anything is a grader's own act and"
                            + " no rule shows it for them");
        }
        if (!share(secondGrading.confidence()) || !share(secondGrading.tolerated())) {
            problems.add("field 'secondGrading': confidence and tolerated lie between 0 and 1");
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < proportionate.size(); i++) {
            policy(proportionate.get(i), ids, "proportionate row " + (i + 1), problems);
        }
        return problems;
    }

    private static void policy(Policy policy, Set<String> ids, String row, List<String> problems) {
        if (policy.id() == null || !ids.add(policy.id())) {
            problems.add(row + ", field 'id': is missing or there twice");
        }
        if (!share(policy.confidence()) || !share(policy.tolerated())) {
            problems.add(row + ": confidence and tolerated lie between 0 and 1");
        }
        if (policy.enough() == null || policy.gradeFirst() == null || blank(policy.approver())) {
            problems.add(row + ": enough, gradeFirst and approver must be there");
        }
        if (blank(policy.statement())) {
            problems.add(row + ", field 'statement': the report must say what was done");
        } else if (PROSECUTORS
                .matcher(policy.statement() + " " + policy.title())
                .find()) {
            problems.add(row + ", fields 'title' and 'statement': must not claim to be CPS policy, nor name the CPS: "
                    + "it is the force's own");
        }
    }

    private static boolean share(double value) {
        return value > 0 && value < 1;
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
