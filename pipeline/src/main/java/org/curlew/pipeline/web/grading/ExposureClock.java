package org.curlew.pipeline.web.grading;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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

    /** Counts a screenful, where it may be shown, and says whether it may. A person's first one starts their welfare clock. */
    public State look(String grader, long caseId, Collection<String> media, int pixels) {
        if (media.isEmpty()) {
            return State.of(exposure.allowance(grader));
        }
        Exposure.Answer answer =
                exposure.ask(new Exposure.Look(grader, caseId, null, Exposure.Act.SHOWN, media, pixels));
        if (!answer.counted()) {
            return State.of(answer.allowance());
        }
        welfare.looked(grader);
        return new State(null, false, answer.allowance().untilBreak());
    }

    /** @throws GradingException nothing may be shown to this person now */
    void require(String grader) {
        Exposure.Allowance allowance = exposure.allowance(grader);
        if (!allowance.mayLook()) {
            throw new GradingException(allowance.words());
        }
    }

    /** Counts that a picture was shown large, still blurred. */
    void enlarged(String grader, long caseId, String sha256, int pixels) {
        deliberate(grader, caseId, sha256, Exposure.Act.ENLARGED, pixels);
    }

    /** Counts that a picture was shown without blur, and puts who and which in the ledger. */
    @Transactional
    public void revealed(String grader, long caseId, String caseReference, String sha256, int pixels) {
        deliberate(grader, caseId, sha256, Exposure.Act.SHARPENED, pixels);
        ledger.append(LedgerEntry.of(grader, "MEDIA_REVEALED", ProcessingAct.CONSULTATION)
                .about("case:" + caseReference)
                .about("content:" + sha256)
                .with("justification", "grading"));
    }

    private void deliberate(String grader, long caseId, String sha256, Exposure.Act act, int pixels) {
        exposure.look(new Exposure.Look(grader, caseId, null, act, java.util.List.of(sha256), pixels));
    }
}
