package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.curlew.pipeline.filesystems.Area;
import org.curlew.pipeline.filesystems.EncryptedFolders;
import org.curlew.pipeline.filesystems.FileSystemException;
import org.curlew.pipeline.filesystems.TskFileSystem;
import org.curlew.pipeline.filesystems.TskImage;
import org.curlew.pipeline.filesystems.Volume;
import org.curlew.pipeline.filesystems.VolumeTable;
import org.curlew.pipeline.images.UnreadableRange;
import org.curlew.pipeline.images.UnreadableRangeException;

/**
 * A device cut up for the work: its volumes, the segments to extract, and what no segment covers.
 *
 * <p>The rule for space: an area outside every volume is listed as UNALLOCATED unless every byte of it is zero; it was not
 * searched, which is normal and does not make a result partial. A volume that cannot be read is listed as UNKNOWN_VOLUME
 * or ENCRYPTED_VOLUME unless every byte of it is zero, and does. Where a device has no readable volume at all, its space is
 * an unknown volume: a wiped table must not pass for an empty device.
 */
public record DeviceSurvey(List<Volume> volumes, List<Part> segments, List<Hole> holes) {

    private static final long SEGMENT_BYTES = 4L << 30;

    /** Every segment walks all names of its file system, so more of them than this cost more than they win. */
    private static final long MOST_SEGMENTS = 8;

    /** Below this many addresses a piece is not worth a walk of its own. */
    private static final long FEWEST_ADDRESSES = 10_000;

    /** A range of metadata addresses of a volume, the last not included. */
    public record Part(int volume, long from, long to) {}

    /** What is not looked at; the kind is that of the certificate. */
    public record Hole(String kind, String path, long offset, long length, String reason) {}

    public static DeviceSurvey of(TskImage image, VolumeTable table, Watch watch, Tally tally) throws IOException {
        List<Volume> volumes = new ArrayList<>();
        List<Part> segments = new ArrayList<>();
        List<Hole> holes = new ArrayList<>();
        ZeroScan scan = new ZeroScan(image.source(), tally);
        for (Volume volume : table.volumes()) {
            watch.doing(Watch.Phase.TABLE, volume.offset(), 0, 0);
            volumes.add(
                    volume.status() == Volume.Status.READ
                            ? segments(image, table, volume, segments, holes)
                            : closed(volume, scan, holes));
        }
        String kind = segments.isEmpty() ? "UNKNOWN_VOLUME" : "UNALLOCATED";
        for (Area area : table.unallocated()) {
            unallocated(kind, area, scan, holes);
        }
        for (Area area : table.missing()) {
            holes.add(hole(area.kind().name(), area.offset(), area.length(), area.reason()));
        }
        for (UnreadableRange range : image.source().unreadAtAcquisition()) {
            holes.add(hole("UNREAD_AT_ACQUISITION", range.offset(), range.length(), range.reason()));
        }
        return new DeviceSurvey(List.copyOf(volumes), List.copyOf(segments), List.copyOf(holes));
    }

    private static Hole hole(String kind, long offset, long length, String reason) {
        return new Hole(kind, "", offset, length, reason);
    }

    private static Volume segments(
            TskImage image, VolumeTable table, Volume volume, List<Part> segments, List<Hole> holes) {
        try (TskFileSystem fileSystem = table.open(image, volume.index())) {
            String encrypted = EncryptedFolders.reason(fileSystem, volume.offset());
            if (encrypted != null) {
                holes.add(hole("ENCRYPTED_FILES", volume.offset(), volume.bytes(), encrypted));
            }
            long first = fileSystem.firstAddress();
            long end = fileSystem.lastAddress() + 1;
            long pieces = Math.clamp((volume.bytes() + SEGMENT_BYTES - 1) / SEGMENT_BYTES, 1, MOST_SEGMENTS);
            pieces = Math.clamp((end - first) / FEWEST_ADDRESSES, 1, pieces);
            long step = (end - first + pieces - 1) / pieces;
            for (long from = first; from < end; from += step) {
                segments.add(new Part(volume.index(), from, Math.min(from + step, end)));
            }
            return volume;
        } catch (FileSystemException unreadable) {
            holes.add(hole("UNREADABLE_RANGE", volume.offset(), volume.bytes(), unreadable.getMessage()));
            return with(volume, Volume.Status.UNREADABLE, unreadable.getMessage());
        }
    }

    private static Volume closed(Volume volume, ZeroScan scan, List<Hole> holes) throws IOException {
        if (volume.status() == Volume.Status.UNKNOWN) {
            try {
                if (scan.firstByte(volume.offset(), volume.bytes()) < 0) {
                    return with(volume, Volume.Status.UNKNOWN, "every byte is zero: there is nothing to read");
                }
            } catch (UnreadableRangeException damaged) {
                String reason = "image damaged at byte " + damaged.offset() + ": " + damaged.getMessage();
                holes.add(hole("UNREADABLE_RANGE", damaged.offset(), damaged.length(), reason));
            }
        }
        if (volume.bytes() > 0) {
            String kind =
                    switch (volume.status()) {
                        case ENCRYPTED -> "ENCRYPTED_VOLUME";
                        case UNREADABLE -> "UNREADABLE_RANGE";
                        default -> "UNKNOWN_VOLUME";
                    };
            holes.add(hole(kind, volume.offset(), volume.bytes(), volume.reason()));
        }
        return volume;
    }

    private static void unallocated(String kind, Area area, ZeroScan scan, List<Hole> holes) throws IOException {
        try {
            long first = scan.firstByte(area.offset(), area.length());
            if (first >= 0) {
                String reason = area.reason() + "; holds data from byte " + first + "; not searched";
                holes.add(hole(kind, area.offset(), area.length(), reason));
            }
        } catch (UnreadableRangeException damaged) {
            String reason = area.reason() + "; image damaged at byte " + damaged.offset() + ": " + damaged.getMessage();
            holes.add(hole(kind, area.offset(), area.length(), reason));
        }
    }

    private static Volume with(Volume volume, Volume.Status status, String reason) {
        return new Volume(
                volume.index(),
                volume.offset(),
                volume.bytes(),
                volume.fileSystem(),
                volume.label(),
                status,
                reason,
                volume.type(),
                volume.poolBlock());
    }
}
