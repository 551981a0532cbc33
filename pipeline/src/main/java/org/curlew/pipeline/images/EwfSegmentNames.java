package org.curlew.pipeline.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of segment files: E01 to E99, then EAA to EZZ, FAA to ZZZ; s01 and so on for SMART. A number that no name has
 * (EnCase stops at ZZZ) gives null.
 *
 * @param stem the name up to and with the last dot
 * @param letter the extension's first letter for the first segment, upper-case: E, S
 */
record EwfSegmentNames(Path folder, String stem, char letter, boolean lowerCase) {

    private static final Pattern NAME =
            Pattern.compile("(?<stem>.*\\.)(?<letter>[E-Z])(?<rest>[0-9]{2}|[A-Z]{2})", Pattern.CASE_INSENSITIVE);
    private static final int NUMBERED = 99;
    private static final int LETTERS = 26;

    /** @return null where the file's name is not that of a segment file */
    static EwfSegmentNames of(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
            return null;
        }
        boolean smart = Character.toUpperCase(name.group("letter").charAt(0)) >= 'S';
        return new EwfSegmentNames(
                file.toAbsolutePath().getParent(),
                name.group("stem"),
                smart ? 'S' : 'E',
                Character.isLowerCase(name.group("letter").charAt(0)));
    }

    /** The name of the segment with this number, from 1. */
    String name(int number) {
        String extension;
        if (number <= NUMBERED) {
            extension = "%c%02d".formatted(letter, number);
        } else {
            int letters = number - NUMBERED - 1;
            char first = (char) (letter + letters / (LETTERS * LETTERS));
            if (first > 'Z') {
                return null;
            }
            extension = "" + first + (char) ('A' + letters / LETTERS % LETTERS) + (char) ('A' + letters % LETTERS);
        }
        return stem + (lowerCase ? extension.toLowerCase(Locale.ROOT) : extension);
    }

    /** The segment's file, whichever case its extension is written in; null where there is none. */
    Path find(int number) {
        String name = name(number);
        if (name == null) {
            return null;
        }
        int from = stem.length();
        for (String extension : new String[] {
            name.substring(from),
            name.substring(from).toUpperCase(Locale.ROOT),
            name.substring(from).toLowerCase(Locale.ROOT)
        }) {
            Path candidate = folder.resolve(stem + extension);
            if (Files.isRegularFile(candidate)) {
                return candidate;
            }
        }
        return null;
    }
}
