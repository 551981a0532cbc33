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

    private final Worker worker;
    private final Acquisitions acquisitions;
    private final DeviceContents contents;
    private final ProgressBoard board;

    public SegmentWork(Worker worker, Acquisitions acquisitions, DeviceContents contents, ProgressBoard board) {
        this.worker = worker;
        this.acquisitions = acquisitions;
        this.contents = contents;
        this.board = board;
    }

    /**
     * A segment of an acquisition that is held meanwhile is left: it is sent again when the work goes on.
     *
     * @return whether every segment of the acquisition is done now
     */
    public boolean extract(long acquisitionId, int number) throws IOException, InterruptedException {
        NumberedSegment segment = contents.segments(acquisitionId).stream()
                .filter(s -> s.number() == number)
                .findFirst()
                .orElseThrow();
        if (!segment.done() && acquisitions.held(acquisitionId)) {
            return false;
        }
        if (!segment.done()) {
            Acquisition acquisition = acquisitions.find(acquisitionId);
            ProgressBoard.Progress progress = board.begin(acquisitionId, "extraction");
            contents.store(
                    acquisitionId,
                    number,
                    sink -> worker.extract(acquisition.readFrom(), segment.segment(), sink, progress.part(number)));
        }
        return contents.segments(acquisitionId).stream().allMatch(NumberedSegment::done);
    }
}
