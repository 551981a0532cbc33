package org.curlew.pipeline.web.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.curlew.pipeline.web.RecentAnswers;
import org.curlew.pipeline.web.Words;
import org.curlew.pipeline.web.queue.QueueDesk;
import org.curlew.triage.queue.Band;
import org.curlew.triage.register.RegisterException;
import org.curlew.triage.simulation.Outcome;
import org.curlew.triage.simulation.Scenario;
import org.curlew.triage.simulation.Simulation;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/**
 * "One more examiner: P3 clears 11 weeks earlier." Today's queue, run forward twice: as things are, and with the change. What
 * the register does not know (hours, length of an examination) comes from the shipped scenario and is said on the page.
 */
@Service
@ConditionalOnWebApplication
class WhatIf {

    private static final int DAYS = 730;
    private static final int MEASURED = 90;

    /** Questions whose answers are kept; two years of a large force take seconds. */
    private static final int KEPT = 32;

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Two years ahead do not look otherwise for what came in a few minutes. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final QueueDesk desk;
    private final Figures figures;
    private final Words words;
    private final Clock clock;
    private final RecentAnswers<Question, Answer> answers;

    WhatIf(QueueDesk desk, Figures figures, Words words, Clock clock) {
        this.desk = desk;
        this.figures = figures;
        this.words = words;
        this.clock = clock;
        this.answers = new RecentAnswers<>(this::simulate, KEPT, FRESH, LIMIT);
    }

    /** What is asked; a share is between 0 and 1. */
    record Question(
            int examiners, int moreExaminers, double hours, int supervisors, int moreSupervisors, double eliminated) {}

    /** A band's clearing as things are and with the change. */
    record BandLine(Band band, String before, String after) {}

    /** The answer; paths are in a box of 700 by 200. */
    record Answer(
            String sentence,
            Outcome before,
            Outcome after,
            List<BandLine> bands,
            String pathBefore,
            String pathAfter,
            int most) {}

    Scenario shipped() {
        try (InputStream in = WhatIf.class.getResourceAsStream("/scenarios/inspection-2019.yaml")) {
            return Scenario.read("inspection-2019.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The answer from the queue of some minutes ago at most.
     *
     * @throws RegisterException where the question is out of bounds
     */
    Answer run(Question question) {
        return answers.get(question).value();
    }

    private Answer simulate(Question question) {
        if (question.examiners() < 1
                || question.examiners() + question.moreExaminers() < 1
                || question.examiners() + question.moreExaminers() > 100
                || question.hours() <= 0
                || question.hours() > 200
                || question.supervisors() + question.moreSupervisors() < 0
                || question.supervisors() + question.moreSupervisors() > 100
                || question.eliminated() < 0
                || question.eliminated() > 0.95) {
            throw new RegisterException("What-if: from 1 to 100 people, up to 200 hours, a share from 0 to 95%");
        }
        Scenario shipped = shipped();
        Outcome before = Simulation.run(
                scenario(shipped, "As things are", question.examiners(), question.hours(), question.supervisors(), 0));
        Outcome after = Simulation.run(scenario(
                shipped,
                "With the change",
                question.examiners() + question.moreExaminers(),
                question.hours(),
                question.supervisors() + question.moreSupervisors(),
                question.eliminated()));
        List<BandLine> bands = new ArrayList<>();
        for (Band band : Band.values()) {
            bands.add(new BandLine(band, clears(before, band), clears(after, band)));
        }
        int most = Math.max(most(before), most(after));
        return new Answer(sentence(before, after), before, after, bands, path(before, most), path(after, most), most);
    }

    /** The band that gains most, in words; else the depth at the end. */
    private String sentence(Outcome before, Outcome after) {
        Band best = null;
        int gained = 6;
        for (Band band : Band.values()) {
            Integer then = before.clears().get(band);
            Integer now = after.clears().get(band);
            int gain = now == null ? 0 : (then == null ? DAYS : then) - now;
            if (gain > gained) {
                best = band;
                gained = gain;
            }
        }
        if (best != null) {
            return before.clears().get(best) == null
                    ? best + " clears " + clears(after, best) + "; as things are it does not in two years."
                    : best + " clears " + words.count(gained / 7, "week") + " earlier.";
        }
        int fewer = before.last().waiting() - after.last().waiting();
        return fewer > 0
                ? "No band clears earlier, but " + words.count(fewer, "exhibit") + " fewer wait in two years."
                : "The change makes no difference to the queue in two years.";
    }

    private String clears(Outcome outcome, Band band) {
        Integer day = outcome.clears().get(band);
        return day == null
                ? "not in two years"
                : day == 0 ? "clear now" : "in " + words.count(Math.max(1, day / 7), "week");
    }

    private Scenario scenario(
            Scenario s, String name, int examiners, double hours, int supervisors, double eliminated) {
        Map<Band, Integer> backlog = new EnumMap<>(Band.class);
        var waiting = desk.forCounts().value();
        waiting.forEach(r -> backlog.merge(r.band(), 1, Integer::sum));
        var now = clock.instant();
        double perDay = figures.flow(now.minus(Duration.ofDays(MEASURED)), now).in() / (double) MEASURED;
        Scenario.Reviews reviews = new Scenario.Reviews(
                s.reviews().cases(), supervisors, s.reviews().slotsPerDayEach());
        return new Scenario(
                name,
                s.question(),
                s.seed(),
                DAYS,
                backlog,
                s.backlogDays(),
                perDay > 0 ? perDay : s.arrivalsPerDay(),
                s.mix(),
                examiners,
                hours,
                s.hoursPerDay(),
                s.abstracted(),
                s.reservedForOldest(),
                s.examinerDayCost(),
                s.kiosks(),
                eliminated > 0 ? new Scenario.Triage(0, eliminated, 0) : null,
                s.outsourcing(),
                reviews,
                s.warrants(),
                null);
    }

    private static int most(Outcome outcome) {
        return Math.max(
                1, outcome.days().stream().mapToInt(Outcome.Day::waiting).max().orElse(1));
    }

    private static String path(Outcome outcome, int most) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < outcome.days().size(); i += 7) {
            path.append(path.isEmpty() ? "M" : "L")
                    .append(String.format(
                            Locale.ROOT,
                            "%.1f %.1f",
                            700.0 * i / outcome.days().size(),
                            200 - 190.0 * outcome.days().get(i).waiting() / most));
        }
        return path.toString();
    }
}
