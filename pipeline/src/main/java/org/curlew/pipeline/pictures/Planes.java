package org.curlew.pipeline.pictures;

import java.util.List;
import org.curlew.triage.perceptual.Luma;

/** Takes decoded pixels: as luma for hashes and grey pictures, or as red, green and blue for what is revealed in colour. */
sealed interface Planes {

    /** A pixel that the file has as one grey value, 0 to 255. */
    void grey(int at, int value);

    /** A pixel by its colours, 0 to 255 each. */
    void colour(int at, int red, int green, int blue);

    /** One plane of luma, or one each of red, green and blue; row after row. */
    List<float[]> all();

    static Planes of(boolean colour, int pixels) {
        return colour
                ? new OfColour(new float[pixels], new float[pixels], new float[pixels])
                : new OfLuma(new float[pixels]);
    }

    /** How many planes there are, for what may be kept of a picture. */
    static int count(boolean colour) {
        return colour ? 3 : 1;
    }

    /** The arrays are the record's to fill. */
    record OfLuma(float[] luma) implements Planes {

        @Override
        public void grey(int at, int value) {
            luma[at] = Luma.ofGrey(value);
        }

        @Override
        public void colour(int at, int red, int green, int blue) {
            luma[at] = Luma.of(red, green, blue);
        }

        @Override
        public List<float[]> all() {
            return List.of(luma);
        }
    }

    /** The arrays are the record's to fill. */
    record OfColour(float[] red, float[] green, float[] blue) implements Planes {

        @Override
        public void grey(int at, int value) {
            colour(at, value, value, value);
        }

        @Override
        public void colour(int at, int redValue, int greenValue, int blueValue) {
            red[at] = redValue;
            green[at] = greenValue;
            blue[at] = blueValue;
        }

        @Override
        public List<float[]> all() {
            return List.of(red, green, blue);
        }
    }
}
