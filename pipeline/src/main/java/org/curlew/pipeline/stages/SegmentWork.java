package org.curlew.pipeline.stages;

import java.io.IOException;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.DeviceContents;
import org.curlew.pipeline.devices.DeviceContents.NumberedSegment;
import org.curlew.pipeline.worker.Worker;
import org.springframework.stereotype.Service;

/** Extracts one segment and stores what it gave; a segment that is done already is left alone. */
@Service
public class SegmentWork {

    /** The stage whose parts these are: {@link ExtractionStage}'s. */
    private static final String STAGE = "extraction";

    private final Worker worker;
    private final Acquisitions acquisitions;
    private final DeviceContents contents;
    private final ProgressBoard board;
    private final StageRunner runner;

    public SegmentWork(
            Worker worker,
            Acquisitions acquisitions,
            DeviceContents contents,
            ProgressBoard board,
            StageRunner runner) {
        this.worker = worker;
        this.acquisitions = acquisitions;
        this.contents = contents;
        this.board = board;
        this.runner = runner;
    }

    /**
     * A segment of an acquisition that is held meanwhile is left: it is sent again when the work goes on. Where there is no room
     * for what it gives, or the disk that the database needs is nearly full, the acquisition is held.
     *
     * @return whether every segment of the acquisition is done now
     */
    public boolean extract(long acquisitionId, int number) throws IOException, InterruptedException {
        if (runner.heldForFloor(acquisitionId, STAGE)) {
            return false;
        }
        try {
            return store(acquisitionId, number);
        } catch (IOException | RuntimeException failure) {
            if (runner.heldForRoom(acquisitionId, STAGE, failure)) {
                return false;
            }
            throw failure;
        }
    }

    private boolean store(long acquisitionId, int number) throws IOException, InterruptedException {
        NumberedSegment segment = contents.segments(acquisitionId).stream()
                .filter(s -> s.number() == number)
                .findFirst()
                .orElseThrow();
        if (!segment.done() && acquisitions.held(acquisitionId)) {
            return false;
        }
        if (!segment.done()) {
            Acquisition acquisition = acquisitions.find(acquisitionId);
            ProgressBoard.Progress progress = board.begin(acquisitionId, STAGE);
            contents.store(
                    acquisitionId,
                    number,
                    sink -> worker.extract(acquisition.readFrom(), segment.segment(), sink, progress.part(number)));
        }
        return contents.segments(acquisitionId).stream().allMatch(NumberedSegment::done);
    }
}
