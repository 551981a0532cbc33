package org.curlew.pipeline.stages;

import java.util.List;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.DeviceContents;
import org.curlew.pipeline.devices.DeviceContents.NumberedSegment;
import org.curlew.pipeline.devices.DeviceTotals;
import org.curlew.triage.register.ExhibitState;
import org.springframework.stereotype.Service;

/**
 * Hands out the segments of the device and, when the last of them is done, says what was found. The segments are
 * extracted one a message ({@link SegmentWork}), wherever a worker is free.
 */
@Service
public class ExtractionStage implements Stage {

    private final DeviceContents contents;
    private final DeviceTotals totals;

    public ExtractionStage(DeviceContents contents, DeviceTotals totals) {
        this.contents = contents;
        this.totals = totals;
    }

    @Override
    public String name() {
        return "extraction";
    }

    @Override
    public Ending run(Acquisition acquisition, ProgressBoard.Progress progress) throws Exception {
        List<NumberedSegment> open = open(acquisition.id());
        if (!open.isEmpty()) {
            return Ending.parted(open.size() + " segments to extract");
        }
        DeviceTotals.Files files = totals.files(acquisition.id());
        long gaps = totals.gapsThatCount(acquisition.id());
        String found = files.found() + " files found, " + files.hashed() + " hashed";
        return Ending.onward(
                        gaps == 0 ? ExhibitState.EXTRACTED : ExhibitState.PARTIAL,
                        gaps == 0 ? found : found + "; " + gaps + " gaps are listed")
                .over(files.bytesHashed(), files.found());
    }

    /** The segments that still have to be extracted. */
    public List<NumberedSegment> open(long acquisitionId) {
        return contents.segments(acquisitionId).stream().filter(s -> !s.done()).toList();
    }
}
