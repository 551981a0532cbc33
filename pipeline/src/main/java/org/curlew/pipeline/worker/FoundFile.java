package org.curlew.pipeline.worker;

/**
 * One file found on the device, as a row of {@code files.csv} needs it.
 *
 * @param volume index of the volume in the plan
 * @param path starts with "/"; "/folder/file:stream" for an alternate data stream; the inner path for a file in an archive
 * @param rawPath the name's bytes where they are not valid UTF-8, else null
 * @param container path of the archive that holds the file, "" for none
 * @param mime type from the content
 * @param created ISO 8601 UTC in the file system's precision, "" where it has none; likewise the other three times
 * @param modified for a file in an archive that holds only the packer's local time: that time, without the Z
 * @param md5 16 bytes, sha1 20 bytes, sha256 32 bytes; null unless the status is HASHED
 * @param reason one line where the status is not HASHED, else ""
 * @param camera make, model, serial and time from EXIF, null where there is none
 */
public record FoundFile(
        int volume,
        String path,
        byte[] rawPath,
        long size,
        boolean allocated,
        boolean deleted,
        boolean orphan,
        String container,
        String mime,
        String created,
        String modified,
        String accessed,
        String changed,
        byte[] md5,
        byte[] sha1,
        byte[] sha256,
        Status status,
        String reason,
        Camera camera,
        Worker.FileLocator locator) {

    /** The time of modification, "" where there is none or where its zone is unknown. */
    public String modifiedUtc() {
        return modified.endsWith("Z") ? modified : "";
    }

    /** What became of a file. */
    public enum Status {
        HASHED,
        UNREADABLE,
        SKIPPED
    }

    /** EXIF facts that can tie a picture to a device; "" where absent; taken is the text of DateTimeOriginal. */
    public record Camera(String make, String model, String serial, String taken) {}
}
