package org.curlew.pipeline.stages;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.curlew.pipeline.worker.Worker.ProgressListener;
import org.springframework.stereotype.Service;

/** How far the stages at work are, for the terminal and the pages. Kept in memory: it is true only while work goes on. */
@Service
public class ProgressBoard {

    private final Map<Long, Progress> running = new ConcurrentHashMap<>();
    private final Clock clock;

    public ProgressBoard(Clock clock) {
        this.clock = clock;
    }

    /**
     * A stage at work.
     *
     * @param bytesTotal 0 where it is not known
     */
    public record Snapshot(String stage, Instant since, long bytesDone, long bytesTotal, long files) {}

    /** The stage's progress; one that is already at work in parts goes on counting. */
    public Progress begin(long acquisitionId, String stage) {
        return running.compute(
                acquisitionId,
                (id, old) -> old != null && old.stage.equals(stage) ? old : new Progress(stage, clock.instant()));
    }

    public void end(long acquisitionId) {
        running.remove(acquisitionId);
    }

    public Optional<Snapshot> snapshot(long acquisitionId) {
        return Optional.ofNullable(running.get(acquisitionId)).map(Progress::snapshot);
    }

    /** Where a stage, or each of its parts, says how far it is; may be called from several threads. */
    public static final class Progress implements ProgressListener {

        private final String stage;
        private final Instant since;
        private final Map<Integer, long[]> parts = new ConcurrentHashMap<>();

        Progress(String stage, Instant since) {
            this.stage = stage;
            this.since = since;
        }

        @Override
        public void progress(long bytesDone, long bytesTotal, long filesDone) {
            parts.put(-1, new long[] {bytesDone, bytesTotal, filesDone});
        }

        /** The progress of one part; the stage's is the sum. */
        public ProgressListener part(int number) {
            return (done, total, files) -> parts.put(number, new long[] {done, total, files});
        }

        Snapshot snapshot() {
            long done = 0;
            long total = 0;
            long files = 0;
            for (long[] part : parts.values()) {
                done += part[0];
                total += part[1];
                files += part[2];
            }
            return new Snapshot(stage, since, done, total, files);
        }
    }
}
