package org.curlew.pipeline.worker;

import java.util.ArrayList;
import java.util.List;
import org.curlew.pipeline.extraction.DeviceSurvey;
import org.curlew.pipeline.filesystems.Volume;

/** A device's plan as bytes: written by the child, read by the parent. */
final class PlanCodec {

    private PlanCodec() {}

    static PayloadWriter write(DeviceSurvey survey) {
        PayloadWriter out = new PayloadWriter(4096);
        out.putInt(survey.volumes().size());
        for (Volume volume : survey.volumes()) {
            out.putInt(volume.index())
                    .putLong(volume.offset())
                    .putLong(volume.bytes())
                    .putText(volume.fileSystem())
                    .putText(volume.label())
                    .putText(volume.status().name())
                    .putText(volume.reason());
        }
        out.putInt(survey.segments().size());
        for (DeviceSurvey.Part part : survey.segments()) {
            out.putInt(part.volume()).putLong(part.from()).putLong(part.to());
        }
        out.putInt(survey.holes().size());
        for (DeviceSurvey.Hole hole : survey.holes()) {
            FileCodec.writeGap(out, hole.kind(), hole.path(), hole.offset(), hole.length(), hole.reason());
        }
        return out;
    }

    static Worker.DevicePlan read(PayloadReader in) throws ProtocolException {
        List<Worker.Volume> volumes = new ArrayList<>();
        for (int left = in.getCount(); left > 0; left--) {
            volumes.add(new Worker.Volume(
                    in.getInt(),
                    in.getLong(),
                    in.getLong(),
                    in.getText(),
                    in.getText(),
                    status(in.getText()),
                    in.getText()));
        }
        List<Worker.Segment> segments = new ArrayList<>();
        for (int left = in.getCount(); left > 0; left--) {
            segments.add(new Worker.Segment(in.getInt(), in.getLong(), in.getLong()));
        }
        List<Worker.Gap> gaps = new ArrayList<>();
        for (int left = in.getCount(); left > 0; left--) {
            in.getByte();
            gaps.add(FileCodec.readGap(in));
        }
        return new Worker.DevicePlan(List.copyOf(volumes), List.copyOf(segments), List.copyOf(gaps));
    }

    private static Worker.VolumeStatus status(String name) throws ProtocolException {
        try {
            return Worker.VolumeStatus.valueOf(name);
        } catch (IllegalArgumentException | NullPointerException unknown) {
            throw new ProtocolException("the worker sent an unknown state of a volume", unknown);
        }
    }
}
