package org.curlew.pipeline.filesystems;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.curlew.pipeline.images.ImageSource;
import org.curlew.pipeline.images.UnreadableRangeException;

/**
 * An image as libtsk sees it: the library asks for bytes, and our own reader gives them. Belongs to one thread. An
 * exception that left the callback would end the process, so none does: the library gets -1, and the fault is kept until
 * {@link #takeFault} is asked for it.
 */
public final class TskImage implements AutoCloseable {

    private static final int SECTOR_SIZE = 512;

    private final ImageSource source;
    private final Arena arena;
    private final AtomicLong bytesRead;
    private final long info;
    private ReadFault fault;

    private TskImage(ImageSource source, AtomicLong bytesRead) throws FileSystemException {
        this.source = source;
        this.bytesRead = bytesRead;
        this.arena = Arena.ofShared();
        MemorySegment memory = arena.allocate(Tsk.offset("img.sizeof"), 16);
        this.info = Tsk.openExternal(
                memory.address(),
                source.size(),
                SECTOR_SIZE,
                readStub().address(),
                noteStub("ignore").address(),
                noteStub("ignoreFile").address());
        if (info == 0) {
            arena.close();
            throw new FileSystemException("libtsk refuses the image: " + Tsk.error());
        }
        name(memory);
    }

    /**
     * YAFFS2 is sought only in an image that has a name: the library looks for settings in a file named after it. The name
     * given here has none beside it (a device file is no folder), so nothing but the image is ever believed.
     */
    private void name(MemorySegment memory) {
        MemorySegment names = arena.allocate(ValueLayout.ADDRESS);
        names.set(ValueLayout.ADDRESS, 0, arena.allocateFrom("/dev/null/image"));
        memory.set(ValueLayout.ADDRESS, Tsk.offset("img.images"), names);
        memory.set(ValueLayout.JAVA_INT, Tsk.offset("img.num_img"), 1);
    }

    /**
     * Opens the view.
     *
     * @param bytesRead counts every byte the library asked for: how the parent sees that a long search still moves
     * @throws FileSystemException where libtsk is missing or of an unknown version
     */
    public static TskImage open(ImageSource source, AtomicLong bytesRead) throws FileSystemException {
        TskLibrary.load();
        return new TskImage(source, bytesRead);
    }

    /** Size of the media in bytes. */
    public long size() {
        return source.size();
    }

    /** The source below, for what is read without the library. */
    public ImageSource source() {
        return source;
    }

    /** The last range that could not be read since the last call, or null. */
    public ReadFault takeFault() {
        ReadFault last = fault;
        fault = null;
        return last;
    }

    /** Version of the loaded library. */
    public static String libraryVersion() throws FileSystemException {
        return TskLibrary.load().version();
    }

    long address() {
        return info;
    }

    private MemorySegment readStub() {
        return stub(
                "read",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG),
                MethodType.methodType(long.class, long.class, long.class, MemorySegment.class, long.class));
    }

    private MemorySegment noteStub(String name) {
        boolean file = name.equals("ignoreFile");
        return file
                ? stub(
                        name,
                        FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG),
                        MethodType.methodType(void.class, long.class, long.class))
                : stub(
                        name,
                        FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG),
                        MethodType.methodType(void.class, long.class));
    }

    private MemorySegment stub(String method, FunctionDescriptor descriptor, MethodType type) {
        try {
            return Linker.nativeLinker().upcallStub(MethodHandles.lookup().bind(this, method, type), descriptor, arena);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    long read(long image, long offset, MemorySegment target, long length) {
        try {
            ByteBuffer buffer = target.reinterpret(length).asByteBuffer();
            int count = source.read(offset, buffer);
            bytesRead.addAndGet(Math.max(count, 0));
            if (count < 0) {
                fault = new ReadFault(offset, length, "past the end of the image");
            }
            return count;
        } catch (UnreadableRangeException damaged) {
            fault = new ReadFault(damaged.offset(), damaged.length(), damaged.getMessage());
            return -1;
        } catch (Throwable failure) {
            fault = new ReadFault(offset, length, failure.toString());
            return -1;
        }
    }

    void ignore(long image) {
        // The memory belongs to the arena, so the library has nothing to free.
    }

    void ignoreFile(long image, long file) {
        // Nobody prints statistics of an image here.
    }

    @Override
    public void close() throws IOException {
        Tsk.closeImage(info);
        arena.close();
    }
}
