package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a split raw image: {@code .000} or {@code .001} and on, {@code .aa} and on. A part that is missing or cut
 * short would move every byte after it, so both are refused.
 */
final class SplitRawParts {

    /** How far past a gap in lettered names a further part is believed to be one: {@code .dd} beside {@code .aa} is none. */
    private static final int LETTERS_LOOKED_AT = 5;

    private SplitRawParts() {}

    /** The first part and those beside it. */
    static List<Path> besides(Path first) throws IOException {
        PartName name = PartName.of(first);
        if (name == null) {
            return List.of(first);
        }
        Set<Integer> numbers = numbersBeside(first, name);
        if (!isFirst(first, name, numbers)) {
            return List.of(first);
        }
        List<Path> files = new ArrayList<>();
        int number = name.number();
        for (; numbers.contains(number); number++) {
            files.add(first.resolveSibling(name.with(number)));
        }
        refuseGap(first, name, number, numbers);
        refuseUnevenSizes(files);
        return files;
    }

    /** Parts as the caller listed them; where they carry numbers, these must run on. */
    static List<Path> given(List<Path> parts) throws IOException {
        if (new HashSet<>(parts).size() < parts.size()) {
            throw new ImageRefusedException("a part of the split image is given twice: " + parts);
        }
        PartName previous = PartName.of(parts.getFirst());
        for (Path part : parts.subList(1, parts.size())) {
            PartName name = PartName.of(part);
            boolean sameSeries = previous != null && name != null && previous.sameSeries(name);
            if (sameSeries && name.number() != previous.number() + 1) {
                throw new ImageRefusedException(
                        "segment missing or out of order: expected %s after %s but got %s; give all parts in order"
                                .formatted(
                                        previous.with(previous.number() + 1), previous.with(previous.number()), part));
            }
            previous = name;
        }
        return List.copyOf(parts);
    }

    /** Whether a series begins here; a later part of a series whose beginning is known is refused. */
    private static boolean isFirst(Path file, PartName name, Set<Integer> numbers) throws IOException {
        int number = name.number();
        if (name.letters()) {
            boolean near = numbers.contains(number - 1) || number <= LETTERS_LOOKED_AT;
            if (number > 0 && near && numbers.contains(0)) {
                throw notFirst(file, name, 0);
            }
            return number == 0;
        }
        int earliest = numbers.stream().mapToInt(Integer::intValue).min().orElse(number);
        if (earliest < number && numbers.contains(number - 1)) {
            throw notFirst(file, name, earliest);
        }
        // four digits are a year or the like where no part is beside it
        if (number > 1 && number <= PartName.LARGEST_OF_THREE_DIGITS && name.width() == PartName.USUAL_WIDTH) {
            throw new ImageRefusedException(
                    "segment missing: expected %s before %s; find that file, or rename the image if it is whole"
                            .formatted(name.with(number - 1), file));
        }
        return number <= 1;
    }

    private static ImageRefusedException notFirst(Path file, PartName name, int first) {
        return new ImageRefusedException(
                "%s is not the first part of the split image: %s lies beside it; give that one, or all parts in order"
                        .formatted(file, name.with(first)));
    }

    private static void refuseGap(Path first, PartName name, int missing, Set<Integer> numbers)
            throws ImageRefusedException {
        boolean more =
                numbers.stream().anyMatch(n -> n > missing && (!name.letters() || n <= missing + LETTERS_LOOKED_AT));
        if (more) {
            throw new ImageRefusedException(
                    "segment missing: expected %s beside %s, as later parts are there; find that"
                                    .formatted(name.with(missing), first)
                            + " file and give all parts");
        }
    }

    /** All parts but the last are of one size, and the last is no longer than they. */
    private static void refuseUnevenSizes(List<Path> files) throws IOException {
        long whole = Files.size(files.getFirst());
        for (int i = 1; i < files.size(); i++) {
            long size = Files.size(files.get(i));
            boolean last = i == files.size() - 1;
            if (size > whole || size < whole && !last) {
                throw new ImageRefusedException(
                        "%s has %d bytes where the first part has %d, so it is cut short or of another image; copy it again,"
                                        .formatted(files.get(i), size, whole)
                                + " or list the parts one by one if they are right");
            }
        }
    }

    private static Set<Integer> numbersBeside(Path first, PartName name) throws IOException {
        Set<Integer> numbers = new HashSet<>();
        try (Stream<Path> files = Files.list(first.toAbsolutePath().getParent())) {
            files.filter(Files::isRegularFile).map(PartName::of).forEach(other -> {
                if (other != null && name.sameSeries(other)) {
                    numbers.add(other.number());
                }
            });
        }
        return numbers;
    }
}
