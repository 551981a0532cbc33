package org.curlew.pipeline.stages;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.triage.register.ExhibitState;
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

    private static final Pattern FIGURES = Pattern.compile("[0-9.]+");

    /** Pause before what is held is tried again. */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

    private final Acquisitions acquisitions;
    private final StageRuns runs;
    private final Exhibits exhibits;
    private final Acts acts;
    private final Room room;
    private final DiskFloor floor;
    private final ProgressBoard board;
    private final TransactionTemplate transaction;

    public StageRunner(
            Acquisitions acquisitions,
            StageRuns runs,
            Exhibits exhibits,
            Acts acts,
            Room room,
            DiskFloor floor,
            ProgressBoard board,
            TransactionTemplate transaction) {
        this.acquisitions = acquisitions;
        this.runs = runs;
        this.exhibits = exhibits;
        this.acts = acts;
        this.room = room;
        this.floor = floor;
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
        if (heldForFloor(acquisition, stage.name())) {
            return Ending.Next.HOLD;
        }
        long begun = System.nanoTime();
        try {
            Ending ending = stage.run(acquisition, board.begin(acquisitionId, stage.name()));
            if (ending.next() == Ending.Next.PARTED) {
                runs.parted(acquisitionId, stage.name());
                return ending.next();
            }
            end(acquisition, stage.name(), ending, seconds(begun));
            board.end(acquisitionId);
            return ending.next();
        } catch (Exception e) {
            if (heldForRoom(acquisition, stage.name(), e, seconds(begun))) {
                return Ending.Next.HOLD;
            }
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

    /**
     * Holds an acquisition a part of whose stage would begin on a disk that is nearly full; it is taken up again by itself.
     *
     * @return false where there is room, and nothing was changed
     */
    public boolean heldForFloor(long acquisitionId, String stageName) {
        return heldForFloor(acquisitions.find(acquisitionId), stageName);
    }

    private boolean heldForFloor(Acquisition acquisition, String stageName) {
        Optional<String> low = floor.low();
        low.ifPresent(why -> hold(acquisition, stageName, why, 0));
        return low.isPresent();
    }

    /**
     * Holds an acquisition a part of whose stage failed for want of room; it is taken up again by itself.
     *
     * @return false where something else failed, and nothing was changed
     */
    public boolean heldForRoom(long acquisitionId, String stageName, Exception failure) {
        return heldForRoom(acquisitions.find(acquisitionId), stageName, failure, 0);
    }

    private boolean heldForRoom(Acquisition acquisition, String stageName, Exception failure, double seconds) {
        Optional<String> full = NoRoom.in(failure);
        full.ifPresent(why -> hold(acquisition, stageName, why, seconds));
        return full.isPresent();
    }

    private void hold(Acquisition acquisition, String stageName, String why, double seconds) {
        LOG.warn("{} of {} waits for room: {}", stageName, acquisition.exhibitReference(), why);
        end(
                acquisition,
                stageName,
                Ending.hold(
                        ExhibitState.HELD_FOR_STORAGE,
                        why + "; what is done is kept, and it goes on by itself when there is room"),
                seconds);
        board.end(acquisition.id());
    }

    /** What an exhibit becomes that was held in a stage which leads to no state of its own: what it was before. */
    private ExhibitState after(Ending ending, long exhibitId) {
        boolean waited = ending.state() == null
                && ending.next() == Ending.Next.ONWARD
                && exhibits.current(exhibitId)
                        .map(now -> now.state() == ExhibitState.HELD_FOR_STORAGE)
                        .orElse(false);
        return waited ? exhibits.reached(exhibitId).orElse(null) : ending.state();
    }

    /** What is held is tried every few seconds, and that a pool has a little more or less room by then is no news of the device. */
    private static boolean same(String before, String now, boolean held) {
        return held
                ? FIGURES.matcher(before)
                        .replaceAll("")
                        .equals(FIGURES.matcher(now).replaceAll(""))
                : before.equals(now);
    }

    private void end(Acquisition acquisition, String stageName, Ending ending, double seconds) {
        transaction.executeWithoutResult(status -> {
            ending.effects().run();
            boolean held = ending.next() == Ending.Next.HOLD;
            ExhibitState state = after(ending, acquisition.exhibitId());
            boolean news = state != null
                    && exhibits.current(acquisition.exhibitId())
                            .map(now -> now.state() != state || !same(now.reason(), ending.reason(), held))
                            .orElse(true);
            if (news) {
                exhibits.move(acquisition.exhibitId(), state, MACHINE, ending.reason());
            }
            runs.end(
                    acquisition.id(),
                    stageName,
                    held ? "HELD" : "DONE",
                    seconds,
                    ending.bytes(),
                    ending.files(),
                    ending.reason());
            if (ending.next() == Ending.Next.STOP) {
                acquisitions.finish(acquisition.id());
                room.release(acquisition, ending.reason());
            }
            if (held) {
                acquisitions.hold(acquisition.id(), BETWEEN_TRIES);
            }
            if (news || !held) {
                Map<String, Object> details = new LinkedHashMap<>(ending.details());
                details.put("reason", ending.reason());
                details.put("bytes", ending.bytes());
                details.put("files", ending.files());
                if (state != null) {
                    details.put("state", state.name());
                }
                acts.stage(stageName, acquisition, details);
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
            exhibits.move(acquisition.exhibitId(), ExhibitState.FAILED, MACHINE, stageName + " failed: " + reason);
            acquisitions.finish(acquisitionId);
            room.release(acquisition, stageName + " failed");
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
