package org.curlew.pipeline.images;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one part of a split raw image.
 *
 * @param stem the name up to and with the last dot
 * @param number as written: 1 for {@code .001}; 0 for {@code .aa}, 1 for {@code .ab}
 * @param width digits or letters of the extension
 */
record PartName(String stem, int number, int width, boolean letters) {

    static final int USUAL_WIDTH = 3;
    static final int LARGEST_OF_THREE_DIGITS = 999;
    private static final Pattern DIGITS = Pattern.compile("(.*\\.)([0-9]{3,5})", Pattern.DOTALL);
    private static final Pattern LETTERS = Pattern.compile("(.*\\.)([a-z]{2,3})", Pattern.DOTALL);
    private static final int ALPHABET = 26;

    /** @return null where the name is not that of a part */
    static PartName of(Path file) {
        String name = String.valueOf(file.getFileName());
        Matcher digits = DIGITS.matcher(name);
        if (digits.matches()) {
            String extension = digits.group(2);
            // 1000 follows 999: a number without leading zeros past the usual width belongs to the usual series
            int width = extension.charAt(0) == '0' ? extension.length() : USUAL_WIDTH;
            return new PartName(digits.group(1), Integer.parseInt(extension), width, false);
        }
        Matcher letters = LETTERS.matcher(name);
        if (letters.matches()) {
            int number = 0;
            for (char letter : letters.group(2).toCharArray()) {
                number = number * ALPHABET + letter - 'a';
            }
            return new PartName(letters.group(1), number, letters.group(2).length(), true);
        }
        return null;
    }

    boolean sameSeries(PartName other) {
        return stem.equals(other.stem) && width == other.width && letters == other.letters;
    }

    /** The file name of another part of the series. */
    String with(int other) {
        if (!letters) {
            return stem + ("%0" + width + "d").formatted(other);
        }
        char[] extension = new char[width];
        int rest = other;
        for (int i = width - 1; i >= 0; i--) {
            extension[i] = (char) ('a' + rest % ALPHABET);
            rest /= ALPHABET;
        }
        return stem + new String(extension);
    }
}
