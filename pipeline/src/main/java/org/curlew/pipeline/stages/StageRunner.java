package org.curlew.pipeline.stages;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.triage.register.Exhibits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs a stage once: a stage that is done is not done again, and what it leaves behind (its effects, the exhibit's state, the
 * ledger entry, its own end) is stored in one transaction. A message that is delivered twice therefore changes nothing.
 */
@Service
public class StageRunner {

    /** The actor of what no person did. */
    public static final String MACHINE = "machine";

    /** Pause before what is held is tried again. */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

    private final Acquisitions acquisitions;
    private final StageRuns runs;
    private final Exhibits exhibits;
    private final Acts acts;
    private final Room room;
    private final ProgressBoard board;
    private final TransactionTemplate transaction;

    public StageRunner(
            Acquisitions acquisitions,
            StageRuns runs,
            Exhibits exhibits,
            Acts acts,
            Room room,
            ProgressBoard board,
            TransactionTemplate transaction) {
        this.acquisitions = acquisitions;
        this.runs = runs;
        this.exhibits = exhibits;
        this.acts = acts;
        this.room = room;
        this.board = board;
        this.transaction = transaction;
    }

    /**
     * @return what follows
     * @throws Exception where the stage could not end; the message is delivered again
     */
    public Ending.Next run(long acquisitionId, Stage stage) throws Exception {
        if (acquisitions.finished(acquisitionId)) {
            // a message that comes again must not carry a device past its refusal
            return Ending.Next.STOP;
        }
        if (runs.done(acquisitionId, stage.name())) {
            return Ending.Next.ONWARD;
        }
        Acquisition acquisition = acquisitions.find(acquisitionId);
        runs.begin(acquisitionId, stage.name());
        long begun = System.nanoTime();
        try {
            Ending ending = stage.run(acquisition, board.begin(acquisitionId, stage.name()));
            if (ending.next() == Ending.Next.PARTED) {
                runs.parted(acquisitionId, stage.name());
                return ending.next();
            }
            end(acquisition, stage, ending, seconds(begun));
            board.end(acquisitionId);
            return ending.next();
        } catch (Exception e) {
            LOG.warn(
                    "{} of {} did not end and is tried again: {}",
                    stage.name(),
                    acquisition.exhibitReference(),
                    e.toString());
            LOG.debug("stack", e);
            runs.end(acquisitionId, stage.name(), "FAILED", seconds(begun), 0, 0, reason(e));
            board.end(acquisitionId);
            throw e;
        }
    }

    private void end(Acquisition acquisition, Stage stage, Ending ending, double seconds) {
        transaction.executeWithoutResult(status -> {
            ending.effects().run();
            boolean held = ending.next() == Ending.Next.HOLD;
            boolean news = ending.state() != null
                    && exhibits.current(acquisition.exhibitId())
                            .map(now -> now.state() != ending.state()
                                    || !now.reason().equals(ending.reason()))
                            .orElse(true);
            if (news) {
                exhibits.move(acquisition.exhibitId(), ending.state(), MACHINE, ending.reason());
            }
            runs.end(
                    acquisition.id(),
                    stage.name(),
                    held ? "HELD" : "DONE",
                    seconds,
                    ending.bytes(),
                    ending.files(),
                    ending.reason());
            if (ending.next() == Ending.Next.STOP) {
                acquisitions.finish(acquisition.id());
                room.release(acquisition.exhibitId(), ending.reason());
            }
            if (held) {
                acquisitions.hold(acquisition.id(), BETWEEN_TRIES);
            }
            if (news || !held) {
                Map<String, Object> details = new LinkedHashMap<>(ending.details());
                details.put("reason", ending.reason());
                details.put("bytes", ending.bytes());
                details.put("files", ending.files());
                if (ending.state() != null) {
                    details.put("state", ending.state().name());
                }
                acts.stage(stage.name(), acquisition, details);
            }
        });
    }

    /** Ends an acquisition whose stage was tried as often as configured; it can be retried by a person. */
    public void giveUp(long acquisitionId, String stageName) {
        Acquisition acquisition = acquisitions.find(acquisitionId);
        String reason = runs.find(acquisitionId, stageName)
                .map(StageRuns.StageRun::reason)
                .orElse("the message could not be handled");
        transaction.executeWithoutResult(status -> {
            exhibits.move(
                    acquisition.exhibitId(),
                    org.curlew.triage.register.ExhibitState.FAILED,
                    MACHINE,
                    stageName + " failed: " + reason);
            acquisitions.finish(acquisitionId);
            room.release(acquisition.exhibitId(), stageName + " failed");
            acts.stage(stageName, acquisition, Map.of("state", "FAILED", "reason", reason));
        });
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
