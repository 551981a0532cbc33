package org.curlew.pipeline.filesystems;

/** Tells random-looking bytes from others: what an encrypted container without a header looks like. */
final class Randomness {

    private static final int ENOUGH = 32 * 1024;

    /** Bits a byte; 64 KiB of random bytes measure 7.997, compressed video about 7.98. */
    private static final double THRESHOLD = 7.994;

    private Randomness() {}

    static String describe(byte[] head) {
        String unknown = "no file system that The Sleuth Kit knows";
        return head.length >= ENOUGH && bitsPerByte(head) > THRESHOLD
                ? unknown
                        + "; its first bytes look random: it may be encrypted without a header (VeraCrypt, TrueCrypt):"
                        + " ask for the password and any key files"
                : unknown + ": examine with another tool";
    }

    static double bitsPerByte(byte[] bytes) {
        int[] counts = new int[256];
        for (byte value : bytes) {
            counts[value & 0xff]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / bytes.length;
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }
}
