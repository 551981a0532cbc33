package org.curlew.pipeline.extraction;

/**
 * One file of the device.
 *
 * @param path starts with "/"; "/folder/file:stream" for a stream; the inner path for a member of an archive
 * @param rawPath the path's bytes where they are not valid UTF-8, else null
 * @param size bytes
 * @param deleted the name is not in use any more
 * @param orphan metadata that no folder names
 * @param container path of the archive that holds the file, "" for none
 * @param mime type from the content
 * @param created ISO 8601 UTC in the file system's precision, "" where there is none; likewise the others
 * @param md5 null unless the outcome is HASHED; likewise the others
 * @param reason one line where the outcome is not HASHED, else ""
 * @param camera null where there is none
 */
public record ExtractedFile(
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
        Outcome outcome,
        String reason,
        CameraFacts camera,
        Locator locator) {}
