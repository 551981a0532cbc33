package org.curlew.pipeline.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.curlew.pipeline.extraction.Poison;
import org.curlew.pipeline.extraction.Watch;

/**
 * What the parent asks of the child.
 *
 * @param segment of an extraction, else null
 * @param poison what an extraction leaves out
 * @param files whose contents are asked for
 */
record Request(
        Frame.Kind kind,
        List<Path> parts,
        Worker.Segment segment,
        List<Poison> poison,
        List<Worker.FileLocator> files) {

    /** Raised with every change of the protocol; a child of another build is refused. */
    static final int VERSION = 2;

    static Request plain(Frame.Kind kind, List<Path> parts, List<Poison> poison) {
        return new Request(kind, parts, null, poison, List.of());
    }

    static Request extract(List<Path> parts, Worker.Segment segment, List<Poison> poison) {
        return new Request(Frame.Kind.EXTRACT, parts, segment, poison, List.of());
    }

    static Request content(List<Path> parts, List<Poison> poison, List<Worker.FileLocator> files) {
        return new Request(Frame.Kind.CONTENT, parts, null, poison, files);
    }

    static Request fingerprints(
            List<Path> parts, List<Poison> poison, List<Worker.FileLocator> files, boolean oneByOne) {
        Frame.Kind kind = oneByOne ? Frame.Kind.FINGERPRINTS_ONE_BY_ONE : Frame.Kind.FINGERPRINTS;
        return new Request(kind, parts, null, poison, files);
    }

    PayloadWriter payload() {
        PayloadWriter out = new PayloadWriter(1024);
        out.putInt(parts.size());
        parts.forEach(part -> out.putText(part.toString()));
        if (segment != null) {
            out.putInt(segment.volume()).putLong(segment.fromAddress()).putLong(segment.toAddress());
        }
        out.putInt(poison.size());
        for (Poison known : poison) {
            out.putByte(known.phase().ordinal())
                    .putLong(known.address())
                    .putInt(known.attributeType())
                    .putInt(known.attributeId())
                    .putText(known.reason());
        }
        out.putInt(files.size());
        for (Worker.FileLocator file : files) {
            out.putInt(file.volume())
                    .putLong(file.address())
                    .putInt(file.attributeType())
                    .putInt(file.attributeId())
                    .putText(file.innerPath());
        }
        return out;
    }

    static Request read(Frame frame) throws ProtocolException {
        PayloadReader in = frame.reader();
        List<Path> parts = new ArrayList<>();
        for (int left = in.getCount(); left > 0; left--) {
            parts.add(Path.of(in.getText()));
        }
        Worker.Segment segment =
                frame.kind() == Frame.Kind.EXTRACT ? new Worker.Segment(in.getInt(), in.getLong(), in.getLong()) : null;
        List<Poison> poison = new ArrayList<>();
        for (int left = in.getCount(); left > 0; left--) {
            Watch.Phase phase = Watch.Phase.values()[in.getByte()];
            poison.add(new Poison(phase, in.getLong(), in.getInt(), in.getInt(), in.getText()));
        }
        List<Worker.FileLocator> files = new ArrayList<>();
        for (int left = in.getCount(); left > 0; left--) {
            files.add(new Worker.FileLocator(in.getInt(), in.getLong(), in.getInt(), in.getInt(), in.getText()));
        }
        return new Request(frame.kind(), parts, segment, poison, files);
    }
}
