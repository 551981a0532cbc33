package org.curlew.triage.perceptual;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The text form of vPDQ: a line a frame, {@code frame,quality,pdq,seconds}, seconds with three decimal places, LF at every line's end.
 */
public final class VpdqText {

    private static final int COLUMNS = 4;
    private static final int MILLIS_DIGITS = 3;

    private VpdqText() {}

    /**
     * Reads a video's frames; blank lines are passed over.
     *
     * @throws IllegalArgumentException naming the first line that is none
     */
    public static List<FrameHash> parse(String text) {
        List<FrameHash> frames = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\R")) {
            number++;
            if (!line.isBlank()) {
                frames.add(frame(line.strip(), number));
            }
        }
        return frames;
    }

    private static FrameHash frame(String line, int number) {
        String[] cells = line.split(",", -1);
        if (cells.length != COLUMNS) {
            throw fault(number, "has " + cells.length + " columns instead of frame,quality,pdq,seconds", null);
        }
        try {
            int quality = Integer.parseInt(cells[1]);
            if (quality < 0 || quality > 100) {
                throw fault(number, "has a quality outside 0 to 100: " + quality, null);
            }
            long millis = new BigDecimal(cells[3])
                    .setScale(MILLIS_DIGITS, RoundingMode.HALF_UP)
                    .unscaledValue()
                    .longValueExact();
            return new FrameHash(Integer.parseInt(cells[0]), quality, PdqHash.parse(cells[2]), millis);
        } catch (NumberFormatException | ArithmeticException e) {
            throw fault(number, "has a number that cannot be read: " + line, e);
        }
    }

    private static IllegalArgumentException fault(int line, String what, Exception cause) {
        return new IllegalArgumentException("vPDQ text, line " + line + " " + what, cause);
    }

    /** Writes frames as {@link #parse} reads them. */
    public static String write(List<FrameHash> frames) {
        StringBuilder text = new StringBuilder();
        for (FrameHash frame : frames) {
            text.append(frame.frame())
                    .append(',')
                    .append(frame.quality())
                    .append(',')
                    .append(frame.hash().hex())
                    .append(',')
                    .append(BigDecimal.valueOf(frame.millis(), MILLIS_DIGITS).toPlainString())
                    .append('\n');
        }
        return text.toString();
    }
}
