package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.curlew.pipeline.filesystems.ReadFault;
import org.curlew.pipeline.filesystems.TskAttribute;
import org.curlew.pipeline.filesystems.TskFileSystem;
import org.curlew.pipeline.filesystems.compression.CorruptUnitException;

/**
 * Reads a stream into the pipeline, within bounds: a damaged size claims petabytes and would be served as zeros for
 * ever.
 */
final class ContentReader {

    private static final long FLOOR = 1L << 30;

    /** What HFS+ and APFS compress at a time. */
    private static final int UNIT = 64 * 1024;

    private final TskFileSystem fileSystem;
    private final MemorySegment staging;
    private final long imageSize;
    private long sparseBudget;
    private long contentBudget;
    private boolean imageDamaged;
    private final PackedFiles packed;
    private String unitFault = "";

    ContentReader(TskFileSystem fileSystem, long volumeBytes, ExtractionLimits limits, Arena arena) {
        this.fileSystem = fileSystem;
        this.staging = arena.allocate(Chunk.SIZE, 64);
        this.packed = new PackedFiles(staging);
        this.imageSize = fileSystem.image().size();
        this.sparseBudget = Math.max(volumeBytes * limits.sparseFactor(), FLOOR);
        this.contentBudget = Math.max(volumeBytes * limits.contentFactor(), FLOOR);
    }

    /** Why a stream will not be read at all, or null. */
    String refusal(TskAttribute attribute) {
        if (attribute.elsewhere() != null) {
            return attribute.elsewhere();
        }
        if (attribute.encrypted()) {
            return "encrypted by Windows for its user (EFS): ask for the user's certificate with its key";
        }
        long size = attribute.size();
        if (size < 0 || size > imageSize) {
            return "claims " + Long.toUnsignedString(size) + " bytes on a device of " + imageSize;
        }
        long stored = attribute.packed() == null ? attribute.storedBlocks() : -1;
        if (stored >= 0) {
            long holes = size - Math.min(stored, imageSize / fileSystem.blockSize() + 1) * fileSystem.blockSize();
            if (holes > sparseBudget) {
                return "claims " + holes + " bytes of holes, more than a volume of this size may have in all";
            }
            sparseBudget -= Math.max(holes, 0);
        }
        if (size > contentBudget) {
            return "the files of this volume claim many times its size; this one was left out";
        }
        contentBudget -= size;
        return null;
    }

    /**
     * Copies the whole stream.
     *
     * @return null, or why it could not be read
     */
    String copy(TskAttribute attribute, ContentWriter writer) throws IOException {
        long size = attribute.size();
        long done = 0;
        fileSystem.image().takeFault();
        while (done < size) {
            int wanted = (int) Math.min(writer.room(), size - done);
            int count = read(attribute, done, wanted, writer.buffer(), writer.position());
            if (count <= 0) {
                return failure(done, size);
            }
            writer.wrote(count);
            done += count;
        }
        return null;
    }

    /** Bytes read, at most 1 MiB; 0 or less on an error. */
    int read(TskAttribute attribute, long offset, int length, byte[] target, int at) {
        if (attribute.packed() != null) {
            return unpack(attribute, offset, length, target, at);
        }
        if (attribute.inUnits()) {
            return readInUnit(attribute, offset, length, target, at);
        }
        int count = (int) attribute.read(offset, staging, Math.min(length, Chunk.SIZE));
        if (count > 0) {
            MemorySegment.copy(staging, ValueLayout.JAVA_BYTE, 0, target, at, count);
        }
        return count;
    }

    /**
     * Reads the rest of one compressed unit. A unit that unpacks to less or more than it must is damaged: without the check its
     * neighbours would move up and the file would have the digest of something that was never on the device.
     */
    private int readInUnit(TskAttribute attribute, long offset, int length, byte[] target, int at) {
        long start = offset / UNIT * UNIT;
        long must = Math.min(UNIT, attribute.size() - start);
        long unpacked = attribute.read(start, staging, UNIT);
        if (unpacked != must) {
            unitFault = unpacked < 0 ? "" : "its compressed unit unpacks to " + unpacked + " bytes, not to " + must;
            return -1;
        }
        int count = (int) Math.min(length, start + must - offset);
        MemorySegment.copy(staging, ValueLayout.JAVA_BYTE, offset - start, target, at, count);
        return count;
    }

    private int unpack(TskAttribute attribute, long offset, int length, byte[] target, int at) {
        try {
            return packed.read(attribute, offset, length, target, at);
        } catch (CorruptUnitException e) {
            unitFault = e.getMessage();
            return -1;
        }
    }

    /** The library's last complaint on this thread. */
    String lastError() {
        return fileSystem.lastError();
    }

    /** True where the last failure was the image's, not the file system's. */
    boolean imageDamaged() {
        return imageDamaged;
    }

    /** Why the read at an offset failed, in one line. */
    String failure(long offset, long size) {
        ReadFault fault = fileSystem.image().takeFault();
        imageDamaged = fault != null;
        String library = unitFault.isEmpty() ? fileSystem.lastError() : unitFault;
        unitFault = "";
        String where = "cannot be read from byte " + offset + " of " + size;
        return fault == null
                ? where + ": " + library
                : where + ": image damaged at byte " + fault.offset() + ", " + fault.length() + " bytes: "
                        + fault.reason();
    }
}
