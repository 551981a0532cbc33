package org.curlew.pipeline.pictures;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * HEIC and AVIF through libheif 1 (Debian's {@code libheif1}): what iPhones have written since 2017. The ffmpeg of Debian 12 does
 * not know the tiles of which such pictures consist.
 */
final class Heif {

    private static final Set<String> BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis", "mif2", "miaf");

    private static final StructLayout ERROR = MemoryLayout.structLayout(
            JAVA_INT.withName("code"), JAVA_INT.withName("subcode"), ADDRESS.withName("message"));
    private static final int RGB = 1;
    private static final int INTERLEAVED_RGB = 10;
    private static final int INTERLEAVED_CHANNEL = 10;

    private final MethodHandle contextAlloc;
    private final MethodHandle contextFree;
    private final MethodHandle read;
    private final MethodHandle primary;
    private final MethodHandle handleWidth;
    private final MethodHandle handleHeight;
    private final MethodHandle handleRelease;
    private final MethodHandle decode;
    private final MethodHandle plane;
    private final MethodHandle imageWidth;
    private final MethodHandle imageHeight;
    private final MethodHandle imageRelease;

    private Heif(SymbolLookup library) {
        contextAlloc = function(library, "heif_context_alloc", FunctionDescriptor.of(ADDRESS));
        contextFree = function(library, "heif_context_free", FunctionDescriptor.ofVoid(ADDRESS));
        read = function(
                library,
                "heif_context_read_from_memory_without_copy",
                FunctionDescriptor.of(ERROR, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
        primary = function(
                library, "heif_context_get_primary_image_handle", FunctionDescriptor.of(ERROR, ADDRESS, ADDRESS));
        handleWidth = function(library, "heif_image_handle_get_width", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        handleHeight = function(library, "heif_image_handle_get_height", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        handleRelease = function(library, "heif_image_handle_release", FunctionDescriptor.ofVoid(ADDRESS));
        decode = function(
                library,
                "heif_decode_image",
                FunctionDescriptor.of(ERROR, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
        plane = function(
                library, "heif_image_get_plane_readonly", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT, ADDRESS));
        imageWidth = function(library, "heif_image_get_primary_width", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        imageHeight = function(library, "heif_image_get_primary_height", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        imageRelease = function(library, "heif_image_release", FunctionDescriptor.ofVoid(ADDRESS));
    }

    private static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type);
    }

    /** Opens the library where the machine has it. */
    static Optional<Heif> open() {
        try {
            return Optional.of(new Heif(SymbolLookup.libraryLookup("libheif.so.1", Arena.global())));
        } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
            return Optional.empty();
        }
    }

    /** Whether the content begins as a HEIF file: a box "ftyp" with one of its brands. */
    static boolean isHeif(byte[] content) {
        if (content.length < 12 || !ascii(content, 4).equals("ftyp")) {
            return false;
        }
        return BRANDS.contains(ascii(content, 8));
    }

    private static String ascii(byte[] content, int at) {
        return new String(content, at, 4, StandardCharsets.ISO_8859_1);
    }

    /** Decodes the primary picture, turned as its own properties say. */
    Decoded decode(byte[] content, PictureLimits limits, boolean colour) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment file = arena.allocate(content.length, 1);
            MemorySegment.copy(content, 0, file, JAVA_BYTE, 0, content.length);
            MemorySegment context = (MemorySegment) contextAlloc.invokeExact();
            try {
                return decode(context, file, limits, colour, arena);
            } finally {
                contextFree.invokeExact(context);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Call of libheif failed: " + e.getMessage(), e);
        }
    }

    private Decoded decode(MemorySegment context, MemorySegment file, PictureLimits limits, boolean colour, Arena arena)
            throws Throwable {
        SegmentAllocator allocator = arena;
        MemorySegment error =
                (MemorySegment) read.invokeExact(allocator, context, file, file.byteSize(), MemorySegment.NULL);
        if (failed(error)) {
            return broken(error, 0, 0);
        }
        MemorySegment holder = arena.allocate(ADDRESS);
        error = (MemorySegment) primary.invokeExact(allocator, context, holder);
        if (failed(error)) {
            return broken(error, 0, 0);
        }
        MemorySegment handle = holder.get(ADDRESS, 0);
        try {
            int width = (int) handleWidth.invokeExact(handle);
            int height = (int) handleHeight.invokeExact(handle);
            // Planes as decoded and as converted: about seven bytes a pixel in the library.
            if ((long) width * height * 7 > limits.mostBytes()) {
                String reason = width + " x " + height + " pixels declared: HEIF is decoded whole, "
                        + limits.mostBytes() + " bytes are the limit";
                return Decoded.failed(Decoded.Status.TOO_LARGE, reason, width, height, "libheif");
            }
            error = (MemorySegment)
                    decode.invokeExact(allocator, handle, holder, RGB, INTERLEAVED_RGB, MemorySegment.NULL);
            if (failed(error)) {
                return broken(error, width, height);
            }
            MemorySegment image = holder.get(ADDRESS, 0);
            try {
                return pixels(image, limits, colour, width, height, arena);
            } finally {
                imageRelease.invokeExact(image);
            }
        } finally {
            handleRelease.invokeExact(handle);
        }
    }

    private static Decoded noPixels(int sourceWidth, int sourceHeight) {
        return Decoded.failed(Decoded.Status.BROKEN, "libheif gave no pixels", sourceWidth, sourceHeight, "libheif");
    }

    private Decoded pixels(
            MemorySegment image, PictureLimits limits, boolean colour, int sourceWidth, int sourceHeight, Arena arena)
            throws Throwable {
        MemorySegment strideHolder = arena.allocate(JAVA_INT);
        MemorySegment address = (MemorySegment) plane.invokeExact(image, INTERLEAVED_CHANNEL, strideHolder);
        int fullWidth = (int) imageWidth.invokeExact(image);
        int fullHeight = (int) imageHeight.invokeExact(image);
        int stride = strideHolder.get(JAVA_INT, 0);
        if (address.address() == 0 || fullWidth < 1 || fullHeight < 1 || stride < fullWidth * 3) {
            return noPixels(sourceWidth, sourceHeight);
        }
        MemorySegment pixels = address.reinterpret((long) stride * (fullHeight - 1) + fullWidth * 3L);
        int step = 1;
        while ((long) fullWidth / step * (fullHeight / step) > limits.mostKept(colour)) {
            step++;
        }
        int width = fullWidth / step;
        int height = fullHeight / step;
        Planes planes = Planes.of(colour, width * height);
        byte[] line = new byte[fullWidth * 3];
        for (int y = 0, at = 0; y < height; y++) {
            MemorySegment.copy(pixels, JAVA_BYTE, (long) y * step * stride, line, 0, line.length);
            for (int x = 0, from = 0; x < width; x++, from += 3 * step) {
                planes.colour(at++, line[from] & 255, line[from + 1] & 255, line[from + 2] & 255);
            }
        }
        return new Decoded(Decoded.Status.READ, "", width, height, planes.all(), sourceWidth, sourceHeight, "libheif");
    }

    private static boolean failed(MemorySegment error) {
        return error.get(JAVA_INT, 0) != 0;
    }

    private static Decoded broken(MemorySegment error, int width, int height) {
        MemorySegment text = error.get(ADDRESS, 8);
        String message =
                text.address() == 0 ? "unknown fault" : text.reinterpret(512).getString(0);
        return Decoded.failed(Decoded.Status.BROKEN, "HEIF decoder: " + message, width, height, "libheif");
    }
}
