package org.curlew.pipeline.pictures;

/**
 * What a JPEG's frame header declares, read before any decoder sees the file.
 *
 * @param buffered whether a decoder has to keep the coefficients of the whole picture: progressive files, and sequential ones
 *     with more than one scan
 * @param coefficientBytes how much that takes, 2 bytes a coefficient with the declared subsampling
 */
record JpegFrame(int width, int height, int components, boolean buffered, long coefficientBytes) {

    private static final int START_OF_SCAN = 0xDA;
    private static final int PROGRESSIVE = 0xC2;
    private static final int PROGRESSIVE_ARITHMETIC = 0xCA;

    /** Reads the headers up to the first scan; null where there is no frame before it. */
    static JpegFrame read(byte[] file) {
        JpegFrame frame = null;
        int at = 2;
        while (at + 4 <= file.length) {
            if ((file[at] & 255) != 0xFF) {
                at++;
                continue;
            }
            int marker = file[at + 1] & 255;
            if (marker == 0xFF) {
                at++;
                continue;
            }
            if (marker == 0 || marker == 1 || marker >= 0xD0 && marker <= 0xD8) {
                at += 2;
                continue;
            }
            int length = u16(file, at + 2);
            if (isFrame(marker)) {
                frame = frame(file, at + 4, length - 2, marker);
            } else if (marker == START_OF_SCAN) {
                return frame == null || at + 4 >= file.length ? frame : frame.withScan(file[at + 4] & 255);
            }
            at += 2 + Math.max(2, length);
        }
        return frame;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static JpegFrame frame(byte[] file, int at, int length, int marker) {
        if (length < 6 || at + 6 > file.length) {
            return null;
        }
        int height = u16(file, at + 1);
        int width = u16(file, at + 3);
        int components = file[at + 5] & 255;
        if (length < 6 + 3 * components || at + 6 + 3 * components > file.length) {
            return null;
        }
        int widest = 1;
        int tallest = 1;
        long share = 0;
        for (int k = 0; k < components; k++) {
            int sampling = file[at + 7 + 3 * k] & 255;
            widest = Math.max(widest, sampling >> 4);
            tallest = Math.max(tallest, sampling & 15);
            share += (long) (sampling >> 4) * (sampling & 15);
        }
        // Whole blocks, hence the rounding up to a multiple of the largest unit.
        long across = (width + 8L * widest - 1) / (8L * widest);
        long down = (height + 8L * tallest - 1) / (8L * tallest);
        long bytes = across * down * share * 64 * 2;
        boolean progressive = marker == PROGRESSIVE || marker == PROGRESSIVE_ARITHMETIC;
        return new JpegFrame(width, height, components, progressive, bytes);
    }

    private JpegFrame withScan(int componentsInScan) {
        return new JpegFrame(width, height, components, buffered || componentsInScan < components, coefficientBytes);
    }

    private static int u16(byte[] file, int at) {
        return (file[at] & 255) << 8 | file[at + 1] & 255;
    }
}
