package org.curlew.pipeline.web.exhibits;

import com.google.zxing.oned.Code128Writer;
import java.util.ArrayList;
import java.util.List;

/** Code 128 (ISO/IEC 15417), which every hand scanner reads, as black bars on a scale of modules. */
final class Code128 {

    /** The quiet zone that a scanner needs on both sides, in modules. */
    private static final int QUIET = 10;

    private Code128() {}

    /** A black bar; left edge and width in modules. */
    record Bar(int x, int width) {}

    /** All bars of a text, and the whole width with its quiet zones. */
    record Bars(int width, List<Bar> bars) {}

    /** @throws IllegalArgumentException where a character is not ASCII, or there are more than 80 */
    static Bars of(String text) {
        boolean[] modules = new Code128Writer().encode(text);
        List<Bar> bars = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= modules.length; i++) {
            if (i == modules.length || modules[i] != modules[start]) {
                if (modules[start]) {
                    bars.add(new Bar(QUIET + start, i - start));
                }
                start = i;
            }
        }
        return new Bars(modules.length + 2 * QUIET, bars);
    }
}
