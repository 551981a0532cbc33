package org.curlew.grading.caid;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Size and digests of a file of a bundle. */
record Measured(long size, long crc32, String sha256) {

    private static final int BUFFER_BYTES = 1 << 16;

    /** What lies in memory already: most media are small, and a buffer for each would cost more than its digest. */
    static Measured of(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return new Measured(bytes.length, crc.getValue(), HexFormat.of().formatHex(digest().digest(bytes)));
    }

    static Measured of(BundleSink.Source source) throws IOException {
        try (InputStream in = source.open()) {
            MessageDigest sha256 = digest();
            CRC32 crc = new CRC32();
            byte[] buffer = new byte[BUFFER_BYTES];
            long size = 0;
            int read;
            while ((read = in.read(buffer)) > 0) {
                sha256.update(buffer, 0, read);
                crc.update(buffer, 0, read);
                size += read;
            }
            return new Measured(size, crc.getValue(), HexFormat.of().formatHex(sha256.digest()));
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
