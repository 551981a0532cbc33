package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that make up an image, by their names alone: nothing inside them is looked at. */
public final class ImageParts {

    private ImageParts() {}

    /**
     * All parts in order.
     *
     * @param given all, or only the first
     * @throws ImageRefusedException where a part of a split image is missing
     */
    public static List<Path> all(List<Path> given) throws IOException {
        if (given.size() > 1) {
            return List.copyOf(given);
        }
        Path first = given.getFirst();
        EwfSegmentNames names = EwfSegmentNames.of(first);
        if (names == null) {
            return SplitRawParts.besides(first);
        }
        List<Path> parts = new ArrayList<>(List.of(first));
        for (Path next = names.find(2); next != null; next = names.find(parts.size() + 1)) {
            parts.add(next);
        }
        return parts;
    }
}
