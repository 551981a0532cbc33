package org.curlew.pipeline.filesystems.compression;

/** Repeats what was unpacked before. */
final class Matches {

    private Matches() {}

    /**
     * Copies byte by byte, since a repetition may overlap itself.
     *
     * @return where the repetition ends
     */
    static int repeat(byte[] target, int at, int distance, int length, int end) throws CorruptUnitException {
        if (distance < 1 || distance > at) {
            throw new CorruptUnitException("it repeats what is before its beginning");
        }
        if (length > end - at) {
            throw new CorruptUnitException("it unpacks to too much");
        }
        int to = at + length;
        for (int i = at; i < to; i++) {
            target[i] = target[i - distance];
        }
        return to;
    }
}
