package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The Expert Witness format, version 1: EnCase 1 to 7 (.E01), linen, FTK Imager, the original EWF (.e01) and SMART
 * (.s01), in one or many segment files. Format as documented by the libewf project ("Expert Witness Compression Format
 * specification").
 */
final class EwfFormat implements ImageFormat {

    private static final String SIGNATURE = "EVF\t\r\n\u00ff\0";
    private static final int SEGMENT_NUMBER = 9;

    private final ReadLimits limits;

    EwfFormat(ReadLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean recognises(Probe probe) {
        return isSegment(probe);
    }

    /** By the signature, or, where a byte of it is damaged, by a sound first section. */
    private static boolean isSegment(Probe probe) {
        return probe.starts(0, SIGNATURE)
                || EwfSections.beginAt13(probe.head()) && !probe.starts(0, "LVF") && !probe.starts(0, "MVF");
    }

    @Override
    public ImageSource open(List<Path> parts) throws IOException {
        List<Path> files = parts.size() > 1 ? inOrder(parts) : besides(parts.getFirst());
        return new EwfReader(files, limits).open();
    }

    /** Explicit parts are put in the order of the numbers they carry. */
    private static List<Path> inOrder(List<Path> parts) throws IOException {
        TreeMap<Integer, Path> byNumber = new TreeMap<>();
        for (Path part : parts) {
            int number = numberOf(part);
            Path twin = byNumber.put(number, part);
            if (twin != null) {
                throw new ImageRefusedException(
                        "%s and %s both say they are segment %d; give each segment once".formatted(twin, part, number));
            }
        }
        int expected = 1;
        for (int number : byNumber.keySet()) {
            if (number != expected) {
                throw missing(parts.getFirst(), expected);
            }
            expected++;
        }
        return List.copyOf(byNumber.values());
    }

    private static List<Path> besides(Path first) throws IOException {
        EwfSegmentNames names = EwfSegmentNames.of(first);
        int number = numberOf(first);
        if (number != 1 && names != null) {
            throw new ImageRefusedException(
                    "%s is segment %d of an E01 image; give the first one, %s".formatted(first, number, names.name(1)));
        }
        List<Path> files = new ArrayList<>(List.of(first));
        Path next = names == null ? null : names.find(2);
        while (next != null) {
            int found = numberOf(next);
            if (found != files.size() + 1) {
                throw new ImageRefusedException(
                        "%s should be segment %d but says it is segment %d; look for the right file, or copy it again"
                                .formatted(next, files.size() + 1, found));
            }
            files.add(next);
            next = names.find(files.size() + 1);
        }
        return files;
    }

    private static int numberOf(Path file) throws IOException {
        Probe probe = Probe.of(file);
        if (!isSegment(probe)) {
            throw new ImageRefusedException(
                    "%s is not a segment of an E01 image (no EVF signature); copy it again from the original"
                            .formatted(file));
        }
        ByteBuffer head = probe.head();
        return Short.toUnsignedInt(head.getShort(SEGMENT_NUMBER));
    }

    /** The refusal that names the file to look for. */
    static ImageRefusedException missing(Path first, int number) {
        EwfSegmentNames names = EwfSegmentNames.of(first);
        String name = names == null ? null : names.name(number);
        String expected = name == null ? "segment %d of %s".formatted(number, first) : name;
        return new ImageRefusedException("segment missing: expected %s beside %s; find that file and give all segments"
                .formatted(expected, first));
    }
}
