package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All image formats that can be read, and those that are known and refused. A file's content decides, never its name.
 * See {@code docs/adding-an-image-format.md}.
 */
public final class ImageFormats {

    private static final int SMALLEST_IMAGE = 512;

    private final List<ImageFormat> formats;

    /** With the limits of {@link ReadLimits#defaults()} for each image. */
    public ImageFormats() {
        this(ReadLimits.defaults());
    }

    public ImageFormats(ReadLimits limits) {
        List<ImageFormat> readable = List.of(
                new EwfFormat(limits),
                new VhdFormat(limits),
                new VmdkFormat(limits),
                new Qcow2Format(limits),
                new VdiFormat(limits));
        List<ImageFormat> all = new ArrayList<>(readable);
        all.addAll(RefusedContainer.all());
        all.add(new FileTypeGuard());
        all.add(new RawFormat());
        formats = List.copyOf(all);
    }

    /**
     * Opens an image.
     *
     * @param parts the files of one image in order, or only the first: the others are found beside it
     * @throws ImageRefusedException where this is no image, or none that can be read; the message says what, where and
     *     what to do
     */
    public ImageSource open(List<Path> parts) throws IOException {
        if (parts.isEmpty()) {
            throw new ImageRefusedException("no image file was given; name at least one");
        }
        for (Path part : parts) {
            refuseUnreadable(part);
        }
        Probe probe = Probe.of(parts.getFirst());
        if (probe.size() < SMALLEST_IMAGE) {
            throw new ImageRefusedException("%s is no disk image: it has only %d bytes; check that it was copied whole"
                    .formatted(probe.path(), probe.size()));
        }
        for (ImageFormat format : formats) {
            if (format.recognises(probe)) {
                return format.open(parts);
            }
        }
        throw new IllegalStateException("raw takes every file");
    }

    private static void refuseUnreadable(Path part) throws IOException {
        if (!Files.exists(part)) {
            throw new ImageRefusedException("%s does not exist; check the path".formatted(part));
        }
        if (!Files.isRegularFile(part)) {
            throw new ImageRefusedException("%s is not a file; give the image's files themselves".formatted(part));
        }
        if (!Files.isReadable(part)) {
            throw new ImageRefusedException("%s may not be read by this user; ask for read permission".formatted(part));
        }
        if (Files.size(part) == 0) {
            throw new ImageRefusedException("%s is empty; copy it again from the original".formatted(part));
        }
    }
}
