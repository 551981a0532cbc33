package org.curlew.pipeline.filesystems;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The library's calls. Pointers travel as long, so nothing is allocated on the way; handles are constants, so a call
 * costs some nanoseconds. The library's error state belongs to the thread: read {@link #error} on the thread that
 * called, right after the call, and never from a virtual thread.
 */
final class Tsk {

    /** Values a walk's callback returns. */
    static final int WALK_CONTINUE = 0;

    static final int WALK_STOP = 1;

    private static final TskLibrary LIBRARY = library();
    private static final Linker LINKER = Linker.nativeLinker();

    private static final MethodHandle IMG_OPEN_EXTERNAL =
            call("tsk_img_open_external", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle IMG_CLOSE = call("tsk_img_close", null, JAVA_LONG);
    private static final MethodHandle VS_OPEN = call("tsk_vs_open", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle VS_PART_GET = call("tsk_vs_part_get", JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle VS_CLOSE = call("tsk_vs_close", null, JAVA_LONG);
    private static final MethodHandle FS_OPEN_IMG = call("tsk_fs_open_img", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle FS_CLOSE = call("tsk_fs_close", null, JAVA_LONG);
    private static final MethodHandle FS_TYPE_TONAME = call("tsk_fs_type_toname", JAVA_LONG, JAVA_INT);
    private static final MethodHandle FS_DIR_WALK =
            call("tsk_fs_dir_walk", JAVA_BYTE, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle FS_FILE_OPEN_META =
            call("tsk_fs_file_open_meta", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle FS_FILE_CLOSE = call("tsk_fs_file_close", null, JAVA_LONG);
    private static final MethodHandle FS_FILE_ATTR_GET = call("tsk_fs_file_attr_get", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle FS_FILE_ATTR_GETSIZE = call("tsk_fs_file_attr_getsize", JAVA_INT, JAVA_LONG);
    private static final MethodHandle FS_FILE_ATTR_GET_IDX =
            call("tsk_fs_file_attr_get_idx", JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle FS_FILE_ATTR_GET_TYPE =
            call("tsk_fs_file_attr_get_type", JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle FS_ATTR_READ =
            call("tsk_fs_attr_read", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle POOL_OPEN_IMG_SING =
            call("tsk_pool_open_img_sing", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle POOL_CLOSE = call("tsk_pool_close", null, JAVA_LONG);
    private static final MethodHandle ERROR_GET = call("tsk_error_get", JAVA_LONG);
    private static final MethodHandle ERROR_GET_ERRNO = call("tsk_error_get_errno", JAVA_INT);
    private static final MethodHandle ERROR_RESET = call("tsk_error_reset", null);

    private Tsk() {}

    private static TskLibrary library() {
        try {
            return TskLibrary.load();
        } catch (FileSystemException refused) {
            throw new IllegalStateException(refused.getMessage(), refused);
        }
    }

    private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
        MemorySegment function = LIBRARY.symbols()
                .find(name)
                .orElseThrow(() -> new IllegalStateException("libtsk " + LIBRARY.version() + " has no " + name));
        return LINKER.downcallHandle(
                function,
                result == null ? FunctionDescriptor.ofVoid(arguments) : FunctionDescriptor.of(result, arguments));
    }

    /** Offset or size in bytes of a structure's field in the loaded version. */
    static long offset(String field) {
        return LIBRARY.offset(field);
    }

    static String version() {
        return LIBRARY.version();
    }

    static long openExternal(long info, long size, int sectorSize, long read, long close, long imgstat) {
        try {
            return (long) IMG_OPEN_EXTERNAL.invokeExact(info, size, sectorSize, read, close, imgstat);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static void closeImage(long image) {
        try {
            IMG_CLOSE.invokeExact(image);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static long openVolumeSystem(long image, long offset, int type) {
        try {
            return (long) VS_OPEN.invokeExact(image, offset, type);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static long partition(long volumeSystem, int index) {
        try {
            return (long) VS_PART_GET.invokeExact(volumeSystem, index);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static void closeVolumeSystem(long volumeSystem) {
        try {
            VS_CLOSE.invokeExact(volumeSystem);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static long openFileSystem(long image, long offset, int type) {
        try {
            return (long) FS_OPEN_IMG.invokeExact(image, offset, type);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static void closeFileSystem(long fileSystem) {
        try {
            FS_CLOSE.invokeExact(fileSystem);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static String typeName(int type) {
        try {
            return Memory.text((long) FS_TYPE_TONAME.invokeExact(type));
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    /** True where the walk ended in an error. */
    static boolean walkFails(long fileSystem, long address, int flags, long action) {
        try {
            return (byte) FS_DIR_WALK.invokeExact(fileSystem, address, flags, action, 0L) != 0;
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static long openFile(long fileSystem, long address) {
        try {
            return (long) FS_FILE_OPEN_META.invokeExact(fileSystem, 0L, address);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static void closeFile(long file) {
        try {
            FS_FILE_CLOSE.invokeExact(file);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static long defaultAttribute(long file) {
        try {
            return (long) FS_FILE_ATTR_GET.invokeExact(file);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static int attributeCount(long file) {
        try {
            return (int) FS_FILE_ATTR_GETSIZE.invokeExact(file);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static long attribute(long file, int index) {
        try {
            return (long) FS_FILE_ATTR_GET_IDX.invokeExact(file, index);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static long attribute(long file, int type, int id) {
        try {
            return (long) FS_FILE_ATTR_GET_TYPE.invokeExact(file, type, id, 1);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    /** Bytes read, -1 on an error. */
    static long read(long attribute, long offset, long buffer, long length) {
        try {
            return (long) FS_ATTR_READ.invokeExact(attribute, offset, buffer, length, 0);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static long openPool(long image, long offset, int type) {
        try {
            return (long) POOL_OPEN_IMG_SING.invokeExact(image, offset, type);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static void closePool(long pool) {
        try {
            POOL_CLOSE.invokeExact(pool);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    /** The view of one pool volume as an image of its own, through the pool's function pointer. */
    static long poolImage(long pool, long block) {
        try {
            MemorySegment function = MemorySegment.ofAddress(Memory.getLong(pool + offset("pool.get_img_info")));
            return (long) LINKER.downcallHandle(function, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG))
                    .invokeExact(pool, block);
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    /** The library's last error on this thread in one line, and forgets it. */
    static String error() {
        try {
            long text = (long) ERROR_GET.invokeExact();
            String message = text == 0 ? "no reason given" : Memory.text(text);
            ERROR_RESET.invokeExact();
            return message.replaceAll("\\s+", " ").strip();
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    static int errorNumber() {
        try {
            return (int) ERROR_GET_ERRNO.invokeExact();
        } catch (Throwable failure) {
            throw broken(failure);
        }
    }

    private static IllegalStateException broken(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("call into libtsk failed: " + failure, failure);
    }
}
