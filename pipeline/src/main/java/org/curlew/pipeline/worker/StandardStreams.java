package org.curlew.pipeline.worker;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * Takes the process's standard output for the protocol alone: what the library prints goes to standard error from then
 * on. The pipe is made as large as an ordinary user may have it, for at the default 64 KiB both sides spend their time
 * waking each other; Java has no call for that.
 */
final class StandardStreams {

    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    /** Linux: fcntl command and the default of /proc/sys/fs/pipe-max-size. */
    private static final int F_SETPIPE_SZ = 1031;

    private static final int PIPE_SIZE = 1 << 20;

    private StandardStreams() {}

    static OutputStream takeOutput() throws IOException {
        try {
            int copy = (int) call("dup", ValueLayout.JAVA_INT).invokeExact(STDOUT);
            int moved = (int)
                    call("dup2", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT).invokeExact(STDERR, STDOUT);
            if (copy < 0 || moved < 0) {
                throw new IOException("standard output cannot be taken");
            }
            Linker linker = Linker.nativeLinker();
            MethodHandle fcntl = linker.downcallHandle(
                    linker.defaultLookup().find("fcntl").orElseThrow(),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
            // Refused where the limit is lower or this is no pipe: then it is only slower.
            int size = (int) fcntl.invokeExact(copy, F_SETPIPE_SZ, PIPE_SIZE);
            return new FileOutputStream(Path.of("/proc/self/fd/" + copy).toFile());
        } catch (IOException refused) {
            throw refused;
        } catch (Throwable failure) {
            throw new IOException("standard output cannot be taken: " + failure, failure);
        }
    }

    private static MethodHandle call(String name, ValueLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }
}
