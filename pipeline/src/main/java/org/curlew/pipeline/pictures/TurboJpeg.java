package org.curlew.pipeline.pictures;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/**
 * libjpeg-turbo's TurboJPEG interface (2.1, Debian's {@code libturbojpeg0}): decodes the luma, or the colours where they are
 * asked for, at 1, 1/2, 1/4 or 1/8 of the size: that skips most of the inverse transform, and for luma all of the colour conversion.
 *
 * <p>Holds one native decompressor: one instance a thread.
 */
final class TurboJpeg implements AutoCloseable {

    private static final List<String> NAMES = List.of("libturbojpeg.so.0", "libturbojpeg.so", "libturbojpeg.dylib");

    private static final int RGB = 0;
    private static final int GREY = 6;
    /** TJFLAG_LIMITSCANS: refuses progressive files of more than 500 scans, which cost minutes. */
    private static final int LIMIT_SCANS = 32768;

    private static final int WARNING = 0;
    private static final int CMYK = 3;
    private static final int YCCK = 4;

    private final Arena arena = Arena.ofConfined();
    private final MethodHandle header;
    private final MethodHandle decompress;
    private final MethodHandle errorText;
    private final MethodHandle errorCode;
    private final MethodHandle destroy;
    private final MemorySegment handle;
    private final MemorySegment facts = arena.allocate(JAVA_INT, 4);

    private TurboJpeg(SymbolLookup library) throws Throwable {
        Linker linker = Linker.nativeLinker();
        header = linker.downcallHandle(
                library.findOrThrow("tjDecompressHeader3"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
        decompress = linker.downcallHandle(
                library.findOrThrow("tjDecompress2"),
                FunctionDescriptor.of(
                        JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
                        JAVA_INT));
        errorText =
                linker.downcallHandle(library.findOrThrow("tjGetErrorStr2"), FunctionDescriptor.of(ADDRESS, ADDRESS));
        errorCode =
                linker.downcallHandle(library.findOrThrow("tjGetErrorCode"), FunctionDescriptor.of(JAVA_INT, ADDRESS));
        destroy = linker.downcallHandle(library.findOrThrow("tjDestroy"), FunctionDescriptor.of(JAVA_INT, ADDRESS));
        MethodHandle init =
                linker.downcallHandle(library.findOrThrow("tjInitDecompress"), FunctionDescriptor.of(ADDRESS));
        handle = (MemorySegment) init.invokeExact();
        if (handle.address() == 0) {
            throw new IllegalStateException("tjInitDecompress gave no decompressor");
        }
    }

    /** Opens the library where the machine has it with the functions needed. */
    static Optional<TurboJpeg> open() {
        for (String name : NAMES) {
            try {
                return Optional.of(new TurboJpeg(SymbolLookup.libraryLookup(name, Arena.global())));
            } catch (IllegalArgumentException e) {
                // Not under this name: the next one.
                continue;
            } catch (Throwable e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Pixels at the chosen scale, a byte each in grey and three in colour.
     *
     * @param message "" where the file had no fault
     */
    record Pixels(Outcome outcome, String message, int width, int height, byte[] bytes) {}

    /** How far the decoder came. */
    enum Outcome {
        WHOLE,
        WITH_WARNING,
        FAILED,
        /** Four inks: the library has no luma for them. */
        FOUR_INKS
    }

    /**
     * Decodes at the smallest scale that leaves both sides at {@code leastSide} pixels or more.
     *
     * @param leastSide a picture that is smaller already is decoded whole
     */
    Pixels decode(byte[] file, int leastSide, boolean colour) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment source = call.allocate(Math.max(1, file.length), 1);
            MemorySegment.copy(file, 0, source, JAVA_BYTE, 0, file.length);
            int code = (int) header.invokeExact(
                    handle,
                    source,
                    (long) file.length,
                    facts.asSlice(0),
                    facts.asSlice(4),
                    facts.asSlice(8),
                    facts.asSlice(12));
            if (code != 0 && lastError() != WARNING) {
                return failed();
            }
            int colours = facts.getAtIndex(JAVA_INT, 3);
            if (colours == CMYK || colours == YCCK) {
                return new Pixels(Outcome.FOUR_INKS, "CMYK", 0, 0, new byte[0]);
            }
            int scale = scale(facts.getAtIndex(JAVA_INT, 0), facts.getAtIndex(JAVA_INT, 1), leastSide);
            int width = (facts.getAtIndex(JAVA_INT, 0) + scale - 1) / scale;
            int height = (facts.getAtIndex(JAVA_INT, 1) + scale - 1) / scale;
            return decode(source, width, height, colour, call);
        } catch (Throwable e) {
            return rethrow(e);
        }
    }

    private Pixels decode(MemorySegment source, int width, int height, boolean colour, Arena call) throws Throwable {
        MemorySegment target = call.allocate((long) width * height * Planes.count(colour), 1);
        int code = (int) decompress.invokeExact(
                handle, source, source.byteSize(), target, width, 0, height, colour ? RGB : GREY, LIMIT_SCANS);
        boolean warning = code != 0 && lastError() == WARNING;
        if (code != 0 && !warning) {
            return failed();
        }
        return new Pixels(
                warning ? Outcome.WITH_WARNING : Outcome.WHOLE,
                warning ? message() : "",
                width,
                height,
                target.toArray(JAVA_BYTE));
    }

    /** 1, 2, 4 or 8; the scales in between have no vector code in the library. */
    static int scale(int width, int height, int leastSide) {
        int scale = 8;
        while (scale > 1 && Math.min(width, height) / scale < leastSide) {
            scale /= 2;
        }
        return scale;
    }

    private Pixels failed() throws Throwable {
        return new Pixels(Outcome.FAILED, message(), 0, 0, new byte[0]);
    }

    private int lastError() throws Throwable {
        return (int) errorCode.invokeExact(handle);
    }

    private String message() throws Throwable {
        MemorySegment text = (MemorySegment) errorText.invokeExact(handle);
        return text.address() == 0
                ? "unknown fault"
                : text.reinterpret(256).getString(0).strip();
    }

    private static Pixels rethrow(Throwable e) {
        if (e instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (e instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException("Call of libturbojpeg failed: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            int ignored = (int) destroy.invokeExact(handle);
            assert ignored == 0;
        } catch (Throwable e) {
            rethrow(e);
        }
        arena.close();
    }
}
