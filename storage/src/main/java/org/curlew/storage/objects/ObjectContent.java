package org.curlew.storage.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Bytes to be put, with the digests the server is to check them by. They can be read again, so that a failed put can be
 * repeated.
 */
public final class ObjectContent {

    private final Path file;
    private final byte[] bytes;
    private final long length;
    private final byte[] sha256;
    private final byte[] md5;

    private ObjectContent(Path file, byte[] bytes, long length, byte[] sha256, byte[] md5) {
        this.file = file;
        this.bytes = bytes;
        this.length = length;
        this.sha256 = sha256;
        this.md5 = md5;
    }

    /** The array is used, not copied. */
    public static ObjectContent of(byte[] bytes) {
        return new ObjectContent(
                null,
                bytes,
                bytes.length,
                digest("SHA-256").digest(bytes),
                digest("MD5").digest(bytes));
    }

    /** Reads the file once for its digests. */
    public static ObjectContent of(Path file) {
        MessageDigest sha256 = digest("SHA-256");
        MessageDigest md5 = digest("MD5");
        byte[] buffer = new byte[1 << 16];
        long length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                sha256.update(buffer, 0, n);
                md5.update(buffer, 0, n);
                length += n;
            }
        } catch (IOException e) {
            throw new ObjectStoreException(
                    ObjectStoreException.Kind.SOURCE,
                    "Cannot read " + file + " to store it: " + e.getMessage() + "; check the file and try again",
                    e);
        }
        return of(file, length, sha256.digest(), md5.digest());
    }

    /** A file whose digests were taken while it was written. */
    public static ObjectContent of(Path file, long length, byte[] sha256, byte[] md5) {
        return new ObjectContent(file, null, length, sha256.clone(), md5.clone());
    }

    public long length() {
        return length;
    }

    /** Lower-case hex. */
    public String sha256() {
        return HexFormat.of().formatHex(sha256);
    }

    byte[] md5() {
        return md5.clone();
    }

    /** The file the bytes are in, or null when they are in memory. */
    Path file() {
        return file;
    }

    byte[] bytes() {
        return bytes;
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + algorithm, e);
        }
    }
}
