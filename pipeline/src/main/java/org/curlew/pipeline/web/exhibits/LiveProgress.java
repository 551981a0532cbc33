package org.curlew.pipeline.web.exhibits;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.curlew.pipeline.stages.Intake;
import org.curlew.pipeline.stages.ProgressBoard;
import org.curlew.pipeline.web.Words;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Service;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells an open page how far the machine is, each second that something moved, until it is done. */
@Service
@ConditionalOnWebApplication
class LiveProgress {

    /** A browser asks again after this. */
    private static final Duration LENGTH = Duration.ofMinutes(5);

    private static final long PAUSE_MS = 1_000;

    private final ProgressBoard board;
    private final Intake intake;
    private final Words words;
    private final Clock clock;

    LiveProgress(ProgressBoard board, Intake intake, Words words, Clock clock) {
        this.board = board;
        this.intake = intake;
        this.words = words;
        this.clock = clock;
    }

    /** @param maySee asked before anything is sent: a session that ended, a role or an access taken away ends the events at once */
    SseEmitter follow(long acquisitionId, BooleanSupplier maySee) {
        SseEmitter emitter = new SseEmitter(LENGTH.plusSeconds(30).toMillis());
        Thread.ofVirtual().name("progress-" + acquisitionId).start(() -> send(emitter, acquisitionId, maySee));
        return emitter;
    }

    private void send(SseEmitter emitter, long acquisitionId, BooleanSupplier maySee) {
        Instant end = Instant.now().plus(LENGTH);
        List<String> told = null;
        try {
            while (Instant.now().isBefore(end) && maySee.getAsBoolean()) {
                if (intake.finished(acquisitionId)) {
                    emitter.send(SseEmitter.event().name("finished").data("{}", MediaType.APPLICATION_JSON));
                    break;
                }
                List<String> lines = lines(acquisitionId);
                if (!lines.equals(told)) {
                    emitter.send(SseEmitter.event().name("progress").data(lines, MediaType.APPLICATION_JSON));
                    told = lines;
                }
                Thread.sleep(PAUSE_MS);
            }
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            emitter.completeWithError(gone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the page shows of the stage at work. */
    List<String> lines(long acquisitionId) {
        List<String> lines = new ArrayList<>();
        board.snapshot(acquisitionId)
                .ifPresentOrElse(s -> line(lines, s), () -> lines.add("Waiting for its turn on a worker."));
        return lines;
    }

    private void line(List<String> lines, ProgressBoard.Snapshot s) {
        double seconds =
                Math.max(1, Duration.between(s.since(), clock.instant()).toMillis() / 1000.0);
        long rate = (long) (s.bytesDone() / seconds);
        String how = words.plain(s.stage()) + ": " + words.size(s.bytesDone())
                + (s.bytesTotal() > 0 ? " of " + words.size(s.bytesTotal()) : "") + ", "
                + words.count(s.files(), "file") + ", " + words.size(rate) + " a second";
        if (s.bytesTotal() > s.bytesDone() && rate > 0) {
            long left = (s.bytesTotal() - s.bytesDone()) / rate;
            how += left < 90
                    ? ", about " + words.count(left, "second") + " left"
                    : ", about " + words.count(left / 60, "minute") + " left";
        }
        lines.add(how);
    }
}
