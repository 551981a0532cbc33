package org.curlew.grading.media;

import java.util.Objects;

/**
 * One distinct picture or video.
 *
 * @param sha256 64 lower-case hex digits, the key
 * @param md5 32 lower-case hex digits
 * @param sha1 40 lower-case hex digits
 * @param size bytes
 * @param mime type from the content
 * @param camera what EXIF says about the device, {@link Camera#NONE} where it says nothing
 * @param pdq 64 lower-case hex digits, null where none was computed
 * @param pdqQuality 0 to 100, null where no PDQ was computed
 */
public record Content(
        String sha256, String md5, String sha1, long size, String mime, Camera camera, String pdq, Integer pdqQuality) {

    public Content {
        requireHex("sha256", sha256, 64);
        requireHex("md5", md5, 32);
        requireHex("sha1", sha1, 40);
        Objects.requireNonNull(mime, "mime");
        Objects.requireNonNull(camera, "camera");
        if (pdq != null) {
            requireHex("pdq", pdq, 64);
        }
    }

    public boolean isVideo() {
        return mime.startsWith("video/");
    }

    private static void requireHex(String name, String value, int length) {
        boolean sound = value != null && value.length() == length;
        for (int i = 0; sound && i < length; i++) {
            char c = value.charAt(i);
            sound = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
        }
        if (!sound) {
            throw new IllegalArgumentException(name + " must be " + length + " lower-case hex digits, not " + value);
        }
    }
}
