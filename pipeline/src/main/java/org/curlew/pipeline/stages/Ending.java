package org.curlew.pipeline.stages;

import java.util.Map;
import org.curlew.triage.register.ExhibitState;

/**
 * How a stage ended.
 *
 * @param next what follows
 * @param state the exhibit's new state, or null where it stays
 * @param reason one line for the history, the ledger and the user
 * @param bytes read or written, by the stage's own measure
 * @param files handled
 * @param details facts for the ledger entry
 * @param effects what is stored in the same transaction as the state, the ledger entry and the stage's end
 */
public record Ending(
        Next next,
        ExhibitState state,
        String reason,
        long bytes,
        long files,
        Map<String, Object> details,
        Runnable effects) {

    /** What follows a stage. */
    public enum Next {
        /** The next stage begins. */
        ONWARD,
        /** Parts of the stage are at work; it ends when the last of them is done. */
        PARTED,
        /** Nothing can be done now; the stage is tried again by itself. */
        HOLD,
        /** The machine is done with this acquisition: the user or an officer decides. */
        STOP
    }

    public static Ending onward(ExhibitState state, String reason) {
        return new Ending(Next.ONWARD, state, reason, 0, 0, Map.of(), () -> {});
    }

    public static Ending parted(String reason) {
        return new Ending(Next.PARTED, null, reason, 0, 0, Map.of(), () -> {});
    }

    public static Ending stop(ExhibitState state, String reason) {
        return new Ending(Next.STOP, state, reason, 0, 0, Map.of(), () -> {});
    }

    public static Ending hold(ExhibitState state, String reason) {
        return new Ending(Next.HOLD, state, reason, 0, 0, Map.of(), () -> {});
    }

    public Ending over(long newBytes, long newFiles) {
        return new Ending(next, state, reason, newBytes, newFiles, details, effects);
    }

    public Ending with(Map<String, Object> newDetails) {
        return new Ending(next, state, reason, bytes, files, Map.copyOf(newDetails), effects);
    }

    public Ending storing(Runnable newEffects) {
        return new Ending(next, state, reason, bytes, files, details, newEffects);
    }
}
