package org.curlew.pipeline.filesystems;

import java.lang.foreign.MemorySegment;

/**
 * One stream of content of a file: its only one on most file systems, one of several on NTFS. Valid inside the visit
 * that gave it.
 */
public final class TskAttribute {

    /** NTFS $DATA. */
    public static final int NTFS_DATA = 0x80;

    /** NTFS $INDEX_ROOT. */
    public static final int NTFS_INDEX_ROOT = 0x90;

    /** Content of a file on HFS+ and APFS. */
    private static final int APPLE_DATA = 0x1100;

    /** The attribute com.apple.decmpfs, which says how and how large a compressed file is on HFS+ and APFS. */
    static final int APPLE_COMPRESSION = 0x1103;

    private static final long NEXT_RUN = Tsk.offset("run.next");
    private static final long RUN_LENGTH = Tsk.offset("run.len");
    private static final long RUN_FLAGS = Tsk.offset("run.flags");
    private static final long RUN = Tsk.offset("attr.run");
    private static final long FLAGS = Tsk.offset("attr.flags");
    private static final long NAME = Tsk.offset("attr.name");
    private static final long TYPE = Tsk.offset("attr.type");
    private static final long ID = Tsk.offset("attr.id");
    private static final long SIZE = Tsk.offset("attr.size");

    private static final int FLAG_NON_RESIDENT = 0x02;
    private static final int FLAG_ENCRYPTED = 0x10;
    private static final int FLAG_COMPRESSED = 0x20;
    private static final int RUN_FLAG_FILLER_OR_SPARSE = 0x03;

    /** A run list longer than this is taken as it stands: counting it would cost more than it tells. */
    private static final int RUN_LIMIT = 10_000_000;

    private final long address;
    private final long size;
    private final String elsewhere;
    private final TskAttribute packed;
    private final SystemCompression compression;

    TskAttribute(long address) {
        this(address, Memory.getLong(address + SIZE), null, null, null);
    }

    private TskAttribute(
            long address, long size, String elsewhere, TskAttribute packed, SystemCompression compression) {
        this.address = address;
        this.size = size;
        this.elsewhere = elsewhere;
        this.packed = packed;
        this.compression = compression;
    }

    /** The same stream where something knows its size better than the library does. */
    TskAttribute ofSize(long bytes) {
        return new TskAttribute(address, bytes, elsewhere, packed, compression);
    }

    /** The same stream, whose content cannot be read from it, for a reason in one line. */
    TskAttribute elsewhere(String reason) {
        return new TskAttribute(address, size, reason, null, null);
    }

    /** The same stream, whose content lies packed in another. */
    TskAttribute packedIn(TskAttribute other, SystemCompression how) {
        return new TskAttribute(address, size, null, other, how);
    }

    /** Why the content is not to be had here, or null. */
    public String elsewhere() {
        return elsewhere;
    }

    /** The stream that holds the content packed, or null where this one holds it. */
    public TskAttribute packed() {
        return packed;
    }

    /** How it is packed there. */
    public SystemCompression compression() {
        return compression;
    }

    public int type() {
        return Memory.getInt(address + TYPE);
    }

    public int id() {
        return Memory.getShort(address + ID);
    }

    /** Size in bytes as the metadata claims it, which need not be true. */
    public long size() {
        return size;
    }

    /** Name as bytes, normally UTF-8; empty where the stream has none. */
    public byte[] name() {
        return Memory.bytes(Memory.getLong(address + NAME), 4096);
    }

    /** Content is encrypted by the file system (NTFS EFS): what is read is cipher text. */
    public boolean encrypted() {
        return (Memory.getInt(address + FLAGS) & FLAG_ENCRYPTED) != 0;
    }

    /**
     * Content is packed in units of 64 KiB in the resource fork (HFS+ and APFS). The library reads it rightly only from where a unit
     * begins: from elsewhere it trusts a damaged unit to be whole and reads past its buffer.
     */
    public boolean inUnits() {
        return compressed() && type() == APPLE_DATA && (Memory.getInt(address + FLAGS) & FLAG_NON_RESIDENT) != 0;
    }

    boolean compressed() {
        return (Memory.getInt(address + FLAGS) & FLAG_COMPRESSED) != 0;
    }

    /** Blocks that hold data on the media; -1 where the content lies in the metadata itself or is compressed. */
    public long storedBlocks() {
        if ((Memory.getInt(address + FLAGS) & FLAG_NON_RESIDENT) == 0 || compressed()) {
            return -1;
        }
        long blocks = 0;
        long run = Memory.getLong(address + RUN);
        for (int i = 0; run != 0 && i < RUN_LIMIT; i++) {
            if ((Memory.getInt(run + RUN_FLAGS) & RUN_FLAG_FILLER_OR_SPARSE) == 0) {
                blocks += Memory.getLong(run + RUN_LENGTH);
            }
            run = Memory.getLong(run + NEXT_RUN);
        }
        return blocks;
    }

    /** Main stream of a file on NTFS of which some is not on the media: perhaps a hole, perhaps Windows has it elsewhere. */
    boolean hasHoles() {
        if (type() != NTFS_DATA
                || size == 0
                || (Memory.getInt(address + FLAGS) & FLAG_NON_RESIDENT) == 0
                || name().length > 0) {
            return false;
        }
        long run = Memory.getLong(address + RUN);
        for (int i = 0; run != 0 && i < RUN_LIMIT; i++) {
            if ((Memory.getInt(run + RUN_FLAGS) & RUN_FLAG_FILLER_OR_SPARSE) != 0) {
                return true;
            }
            run = Memory.getLong(run + NEXT_RUN);
        }
        return false;
    }

    /**
     * Reads content; holes are zeros.
     *
     * @param target memory outside the heap
     * @return bytes read, or -1 on an error that {@link TskFileSystem#lastError} tells
     */
    public long read(long offset, MemorySegment target, long length) {
        return Tsk.read(address, offset, target.address(), length);
    }
}
