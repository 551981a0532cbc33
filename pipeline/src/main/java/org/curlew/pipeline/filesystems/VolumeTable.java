package org.curlew.pipeline.filesystems;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The volumes of a device and the space between them. The same image always gives the same table, so a volume's index
 * names it in another process too.
 *
 * @param volumes in the order of the media
 * @param unallocated areas that belong to no volume
 * @param missing areas that a partition claims and the image does not hold
 */
public record VolumeTable(List<Volume> volumes, List<Area> unallocated, List<Area> missing) {

    /** A lost file system is sought in space of at least this size, in bytes. */
    private static final long WORTH_A_LOOK = 64 * 1024;

    private static final long MEBIBYTE = 1 << 20;
    private static final long OLD_DOS_START = 63 * 512;

    public VolumeTable {
        volumes = List.copyOf(volumes);
        unallocated = List.copyOf(unallocated);
        missing = List.copyOf(missing);
    }

    /** Reads the table, and what stands in each volume. */
    public static VolumeTable read(TskImage image, Probe probe) {
        FileSystemDetector detector = new FileSystemDetector(image, probe);
        List<Volume> volumes = new ArrayList<>();
        List<Area> unallocated = new ArrayList<>();
        List<Area> missing = new ArrayList<>();
        List<PartitionEntry> lines = PartitionTable.read(image, probe);
        for (PartitionEntry line : lines) {
            if (line.allocated()) {
                volumes.addAll(volume(image, detector, line, missing));
            } else {
                unallocated(image, detector, line, volumes, unallocated);
            }
        }
        wholeDevice(image, detector, lines, volumes);
        volumes.sort(Comparator.comparingLong(Volume::offset).thenComparingLong(Volume::poolBlock));
        for (int i = 0; i < volumes.size(); i++) {
            volumes.set(i, volumes.get(i).withIndex(i));
        }
        return new VolumeTable(volumes, unallocated, missing);
    }

    private static List<Volume> volume(
            TskImage image, FileSystemDetector detector, PartitionEntry line, List<Area> missing) {
        long there = Math.clamp(image.size() - line.offset(), 0, Math.max(line.length(), 0));
        if (there < line.length()) {
            missing.add(new Area(
                    Area.Kind.UNREADABLE_RANGE,
                    line.offset() + there,
                    line.length() - there,
                    "partition \"" + line.description() + "\" reaches " + (line.length() - there)
                            + " bytes beyond the end of the image: ask for the whole acquisition"));
        }
        if (there == 0) {
            return List.of(FileSystemDetector.closed(
                    line.offset(),
                    0,
                    line.description(),
                    Volume.Status.UNREADABLE,
                    "the partition starts beyond the end of the image"));
        }
        return detector.detect(line.offset(), there, line.description());
    }

    /** Space between partitions may hold a file system whose partition was deleted. */
    private static void unallocated(
            TskImage image,
            FileSystemDetector detector,
            PartitionEntry line,
            List<Volume> volumes,
            List<Area> unallocated) {
        long end = Math.min(line.offset() + line.length(), image.size());
        if (end <= line.offset()) {
            return;
        }
        long aligned = (line.offset() + MEBIBYTE - 1) / MEBIBYTE * MEBIBYTE;
        for (long start : new long[] {line.offset(), line.offset() + OLD_DOS_START, aligned}) {
            if (start > 0 && end - start >= WORTH_A_LOOK && detector.fileSystem(start, "") != 0) {
                volumes.addAll(detector.detect(start, end - start, "lost partition"));
                if (start > line.offset()) {
                    unallocated.add(between(line.offset(), start));
                }
                return;
            }
        }
        unallocated.add(between(line.offset(), end));
    }

    private static Area between(long from, long to) {
        return new Area(Area.Kind.UNALLOCATED, from, to - from, "belongs to no partition");
    }

    /**
     * A device without a table is one volume. With one, it may still be a hybrid disc, or the table may be nonsense left
     * before a file system that covers the whole.
     */
    private static void wholeDevice(
            TskImage image, FileSystemDetector detector, List<PartitionEntry> lines, List<Volume> volumes) {
        if (lines.isEmpty()) {
            volumes.addAll(detector.detect(0, image.size(), ""));
            return;
        }
        boolean none = volumes.stream().noneMatch(volume -> volume.status() == Volume.Status.READ);
        boolean atStart = volumes.stream().anyMatch(volume -> volume.offset() == 0);
        int type = atStart ? 0 : detector.fileSystem(0, "");
        if (type != 0 && (none || type == TskTypes.ISO9660)) {
            volumes.addAll(detector.detect(0, image.size(), "whole device"));
        }
    }

    /**
     * Opens the file system of a volume with the status READ.
     *
     * @throws ClosedVolumeException where it cannot be opened
     */
    public TskFileSystem open(TskImage image, int index) throws ClosedVolumeException {
        if (index < 0 || index >= volumes.size()) {
            throw new ClosedVolumeException("the device has no volume " + index);
        }
        Volume volume = volumes.get(index);
        if (volume.status() != Volume.Status.READ) {
            throw new ClosedVolumeException("volume " + index + " cannot be read: " + volume.reason());
        }
        if (volume.poolBlock() >= 0) {
            return ApfsContainer.open(image, volume);
        }
        long info = Tsk.openFileSystem(image.address(), volume.offset(), volume.type());
        if (info == 0) {
            throw new ClosedVolumeException("volume " + index + " cannot be opened: " + Tsk.error());
        }
        return new TskFileSystem(image, info, () -> {});
    }
}
