package org.curlew.pipeline.pictures;

/**
 * What one picture may cost. A few kilobytes of PNG or JPEG can declare ten thousand million pixels.
 *
 * @param mostPixels declared pixels a decoder that works in bands may go through; bounds the time
 * @param mostBytes memory a decoder may need by its format's own rules; bounds the memory
 * @param mostLumaPixels pixels that are kept, a third of it in colour; a larger picture is decoded at a smaller scale
 */
public record PictureLimits(long mostPixels, long mostBytes, long mostLumaPixels) {

    /** 1,000 megapixels in bands, 768 MiB in a decoder, 16 megapixels kept. The largest phone camera of 2026 takes 200 megapixels. */
    public static final PictureLimits DEFAULT = new PictureLimits(1_000_000_000L, 768L << 20, 16_000_000L);

    /** The same memory holds a third of the pixels in colour. */
    long mostKept(boolean colour) {
        return mostLumaPixels / Planes.count(colour);
    }
}
