package org.curlew.pipeline.filesystems;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** An open file system. Belongs to the thread of its image. */
public final class TskFileSystem implements AutoCloseable {

    private static final int WALK_ALLOCATED_AND_UNALLOCATED = 0x03;
    private static final int FLAG_HAS_NANOSECONDS = 0x02;

    private final TskImage image;
    private final long info;
    private final Runnable after;
    private final Arena arena;
    private final long action;
    private final TskEntry entry = new TskEntry();
    private EntryVisitor visitor;
    private Throwable failure;

    TskFileSystem(TskImage image, long info, Runnable after) {
        this.image = image;
        this.info = info;
        this.after = after;
        this.arena = Arena.ofShared();
        try {
            this.action = Linker.nativeLinker()
                    .upcallStub(
                            MethodHandles.lookup()
                                    .bind(
                                            this,
                                            "onEntry",
                                            MethodType.methodType(int.class, long.class, long.class, long.class)),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_LONG),
                            arena)
                    .address();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The Sleuth Kit's short name: ntfs, fat16, ext4, hfs, ufs … */
    public String typeName() {
        String name = Tsk.typeName(type());
        // The library tells variants apart (hfsp, hfsl, ufs1, ufs2) that its tools take under one name.
        return name.startsWith("hfs") ? "hfs" : name.startsWith("ufs") ? "ufs" : name;
    }

    /** HFS+ and its forerunner. */
    public boolean isHfs() {
        return (type() & TskTypes.HFS) != 0;
    }

    /** UFS2 keeps nanoseconds, UFS1 does not. */
    public boolean isUfs2() {
        return type() == TskTypes.UFS2;
    }

    int type() {
        return Memory.getInt(info + Tsk.offset("fs.ftype"));
    }

    public boolean isNtfs() {
        return type() == TskTypes.NTFS;
    }

    public boolean isFat() {
        return (type() & TskTypes.FAT) != 0 && type() <= TskTypes.FAT;
    }

    public boolean isExfat() {
        return type() == TskTypes.EXFAT;
    }

    /** True where times carry fractions of a second. */
    public boolean hasNanoseconds() {
        return (Memory.getInt(info + Tsk.offset("fs.flags")) & FLAG_HAS_NANOSECONDS) != 0;
    }

    public long rootAddress() {
        return Memory.getLong(info + Tsk.offset("fs.root_inum"));
    }

    public long firstAddress() {
        return Memory.getLong(info + Tsk.offset("fs.first_inum"));
    }

    /** Last metadata address; the library keeps its virtual folder of orphans there. */
    public long lastAddress() {
        return Memory.getLong(info + Tsk.offset("fs.last_inum"));
    }

    public long blockSize() {
        return Integer.toUnsignedLong(Memory.getInt(info + Tsk.offset("fs.block_size")));
    }

    public long blockCount() {
        return Memory.getLong(info + Tsk.offset("fs.block_count"));
    }

    public TskImage image() {
        return image;
    }

    /**
     * Lists one folder, without those below it: names in use and deleted ones.
     *
     * @throws FileSystemException where the folder cannot be opened
     * @throws IOException what the visitor threw
     */
    public void list(long address, EntryVisitor with) throws IOException {
        visitor = with;
        failure = null;
        boolean failed = Tsk.walkFails(info, address, WALK_ALLOCATED_AND_UNALLOCATED, action);
        if (failure != null) {
            rethrow(failure);
        }
        if (failed) {
            throw new FileSystemException(Tsk.error());
        }
    }

    private static void rethrow(Throwable thrown) throws IOException {
        switch (thrown) {
            case IOException io -> throw io;
            case RuntimeException runtime -> throw runtime;
            case Error error -> throw error;
            default -> throw new IllegalStateException(thrown);
        }
    }

    int onEntry(long file, long path, long unused) {
        try {
            visitor.entry(entry.at(file));
            return Tsk.WALK_CONTINUE;
        } catch (Throwable thrown) {
            failure = thrown;
            return Tsk.WALK_STOP;
        }
    }

    /**
     * Opens metadata by its address for the time of a visit.
     *
     * @throws FileSystemException where there is none that can be read
     */
    public void open(long address, EntryVisitor with) throws IOException {
        long file = Tsk.openFile(info, address);
        if (file == 0) {
            throw new FileSystemException(Tsk.error());
        }
        try {
            with.entry(new TskEntry().at(file));
        } finally {
            Tsk.closeFile(file);
        }
    }

    /** Why the last read or lookup on this thread failed, in one line. */
    public String lastError() {
        return Tsk.error();
    }

    @Override
    public void close() {
        Tsk.closeFileSystem(info);
        after.run();
        arena.close();
    }
}
