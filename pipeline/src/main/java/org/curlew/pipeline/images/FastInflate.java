package org.curlew.pipeline.images;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;

/**
 * Debian's libdeflate (package libdeflate0), where the machine has it: it inflates a whole zlib stream in less than half
 * the time of the JDK's zlib. It answers only "sound" or "ask the JDK", so that nothing depends on its being there.
 * One object serves one thread at a time.
 */
final class FastInflate implements AutoCloseable {

    private static final int SUCCESS = 0;

    /** The library's calls; immutable. */
    private record Library(MethodHandle open, MethodHandle inflate, MethodHandle close) {

        static Library find() {
            try {
                Linker linker = Linker.nativeLinker();
                SymbolLookup symbols = SymbolLookup.libraryLookup("libdeflate.so.0", Arena.global());
                FunctionDescriptor inflate = FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS);
                return new Library(
                        linker.downcallHandle(
                                symbols.findOrThrow("libdeflate_alloc_decompressor"),
                                FunctionDescriptor.of(ValueLayout.ADDRESS)),
                        // critical: the output is the caller's own array, and the call takes microseconds
                        linker.downcallHandle(
                                symbols.findOrThrow("libdeflate_zlib_decompress_ex"),
                                inflate,
                                Linker.Option.critical(true)),
                        linker.downcallHandle(
                                symbols.findOrThrow("libdeflate_free_decompressor"),
                                FunctionDescriptor.ofVoid(ValueLayout.ADDRESS)));
            } catch (IllegalArgumentException | UnsupportedOperationException | IllegalCallerException e) {
                System.getLogger(FastInflate.class.getName())
                        .log(System.Logger.Level.DEBUG, "without libdeflate: {0}", e.getMessage());
                return null;
            }
        }
    }

    private static final Library LIBRARY = Library.find();

    private final Arena arena = Arena.ofShared();
    private final MemorySegment sizes = arena.allocate(2 * Long.BYTES, Long.BYTES);
    private final MemorySegment decompressor;

    private FastInflate(MemorySegment decompressor) {
        this.decompressor = decompressor;
    }

    /** @return null where the machine has no libdeflate */
    static FastInflate openOrNull() {
        if (LIBRARY == null) {
            return null;
        }
        try {
            MemorySegment decompressor = (MemorySegment) LIBRARY.open().invokeExact();
            return decompressor.address() == 0 ? null : new FastInflate(decompressor);
        } catch (Throwable e) {
            throw new IllegalStateException("libdeflate cannot be called", e);
        }
    }

    /**
     * Inflates a zlib stream of exactly {@code length} bytes and checks its Adler-32; bytes after the stream are ignored.
     *
     * @param compressed left as it was
     * @return false where the stream is damaged or of another length; the target then holds anything
     */
    boolean inflate(ByteBuffer compressed, byte[] target, int at, int length) {
        MemorySegment output = MemorySegment.ofArray(target).asSlice(at, length);
        MemorySegment written = sizes.asSlice(Long.BYTES);
        try {
            int result = (int) LIBRARY.inflate()
                    .invokeExact(
                            decompressor,
                            MemorySegment.ofBuffer(compressed),
                            (long) compressed.remaining(),
                            output,
                            (long) length,
                            sizes,
                            written);
            return result == SUCCESS && written.get(ValueLayout.JAVA_LONG, 0) == length;
        } catch (Throwable e) {
            throw new IllegalStateException("libdeflate cannot be called", e);
        }
    }

    @Override
    public void close() {
        try {
            LIBRARY.close().invokeExact(decompressor);
        } catch (Throwable e) {
            throw new IllegalStateException("libdeflate cannot be called", e);
        } finally {
            arena.close();
        }
    }
}
