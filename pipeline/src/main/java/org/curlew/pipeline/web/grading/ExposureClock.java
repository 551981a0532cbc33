package org.curlew.pipeline.web.grading;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.curlew.grading.exposure.Exposure;
import org.curlew.grading.exposure.Welfare;
import org.curlew.grading.sessions.GradingException;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The pages' hand on the one clock over a grader's time with media ({@link Exposure}); it keeps nothing of its own. While a break runs
 * or the day's hours are used up, no page and no picture is sent.
 */
@Service
@ConditionalOnWebApplication
public class ExposureClock {

    private final Exposure exposure;
    private final Welfare welfare;
    private final Ledger ledger;

    ExposureClock(Exposure exposure, Welfare welfare, Ledger ledger) {
        this.exposure = exposure;
        this.welfare = welfare;
        this.ledger = ledger;
    }

    /**
     * Whether the grader may look on.
     *
     * @param until the end of the break, null when there is none; {@code done} when the day's time is used
     * @param left until the next break
     */
    public record State(Instant until, boolean done, Duration left) {
        public boolean mayLook() {
            return until == null && !done;
        }

        private static State of(Exposure.Allowance allowance) {
            return new State(allowance.breakUntil(), allowance.dayDone(), allowance.untilBreak());
        }
    }

    public State state(String grader) {
        return State.of(exposure.allowance(grader));
    }

    /** Counts a screenful, where it may be shown, and says whether it may. A person's first one starts their welfare clock. */
    public State look(Sitting sitting, Collection<String> media, int pixels) {
        return media.isEmpty()
                ? state(sitting.grader())
                : counted(sitting, exposure.ask(look(sitting, Exposure.Act.SHOWN, media, pixels)));
    }

    /** The same for what comes on a screen that holds some of it already: only the rest is counted. */
    public State further(Sitting sitting, Collection<String> media, int pixels) {
        return media.isEmpty()
                ? state(sitting.grader())
                : counted(sitting, exposure.further(look(sitting, Exposure.Act.SHOWN, media, pixels)));
    }

    /** Counts what was looked at up to its grade, and says whether the person may go on. */
    public State graded(Sitting sitting, Collection<String> media, int pixels) {
        Exposure.Allowance after = exposure.graded(look(sitting, Exposure.Act.GRADED, media, pixels));
        welfare.looked(sitting.grader());
        return State.of(after);
    }

    /**
     * Counts a small picture that is on none of the screens since the last break.
     *
     * @throws GradingException nothing may be shown to this person now
     */
    void small(Sitting sitting, String sha256, int pixels) {
        Exposure.Answer answer = exposure.further(look(sitting, Exposure.Act.SHOWN, List.of(sha256), pixels));
        if (!answer.counted()) {
            throw new GradingException(answer.allowance().words());
        }
        counted(sitting, answer);
    }

    /** Counts that a picture was shown large, still blurred. */
    void enlarged(Sitting sitting, String sha256, int pixels) {
        deliberate(sitting, sha256, Exposure.Act.ENLARGED, pixels);
    }

    /** Counts that a picture was shown without blur or in colour, each as an act, and puts who and which in the ledger. */
    @Transactional
    void revealed(Sitting sitting, String caseReference, String sha256, Reveal reveal, int pixels) {
        if (reveal.colour()) {
            deliberate(sitting, sha256, Exposure.Act.COLOURED, pixels);
            note(sitting, "MEDIA_COLOURED", caseReference, sha256);
        }
        if (reveal.sharp()) {
            deliberate(sitting, sha256, Exposure.Act.SHARPENED, pixels);
            note(sitting, "MEDIA_REVEALED", caseReference, sha256);
        }
    }

    /**
     * How long something may be played before the next break.
     *
     * @throws GradingException nothing may be shown to this person now
     */
    Duration untilBreak(String grader) {
        Exposure.Allowance allowance = exposure.allowance(grader);
        if (!allowance.mayLook()) {
            throw new GradingException(allowance.words());
        }
        return allowance.untilBreak();
    }

    /** Counts that a part of a video was played, and its sound, colour and sharpness as acts of their own; all of it is in the ledger. */
    @Transactional
    void played(Sitting sitting, String caseReference, String sha256, Reveal reveal, Played played) {
        exposure.look(new Exposure.Look(
                sitting.grader(),
                sitting.caseId(),
                sitting.session(),
                Exposure.Act.PLAYED,
                List.of(sha256),
                played.pixels(),
                played.seconds()));
        welfare.looked(sitting.grader());
        if (played.sound()) {
            deliberate(sitting, sha256, Exposure.Act.HEARD, played.pixels());
        }
        ledger.append(entry(sitting, "MEDIA_PLAYED", caseReference, sha256)
                .with("sound", played.sound() ? "with sound" : "without sound")
                .with("from", played.from())
                .with("seconds", played.seconds()));
        revealed(sitting, caseReference, sha256, reveal, played.pixels());
    }

    /** A clip that is about to be sent. */
    record Played(boolean sound, int from, int seconds, int pixels) {}

    private void note(Sitting sitting, String kind, String caseReference, String sha256) {
        ledger.append(entry(sitting, kind, caseReference, sha256));
    }

    private static LedgerEntry entry(Sitting sitting, String kind, String caseReference, String sha256) {
        return LedgerEntry.of(sitting.grader(), kind, ProcessingAct.CONSULTATION)
                .about("case:" + caseReference)
                .about("content:" + sha256)
                .with("justification", "grading");
    }

    private void deliberate(Sitting sitting, String sha256, Exposure.Act act, int pixels) {
        exposure.look(look(sitting, act, List.of(sha256), pixels));
        welfare.looked(sitting.grader());
    }

    private State counted(Sitting sitting, Exposure.Answer answer) {
        if (!answer.counted()) {
            return State.of(answer.allowance());
        }
        welfare.looked(sitting.grader());
        return new State(null, false, answer.allowance().untilBreak());
    }

    private static Exposure.Look look(Sitting sitting, Exposure.Act act, Collection<String> media, int pixels) {
        return new Exposure.Look(sitting.grader(), sitting.caseId(), sitting.session(), act, media, pixels);
    }
}
