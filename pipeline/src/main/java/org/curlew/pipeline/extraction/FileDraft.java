package org.curlew.pipeline.extraction;

/**
 * What is known of a file before its content is read; the fields are those of {@link ExtractedFile}.
 *
 * @param mime the type where it is known without the content, else null
 */
record FileDraft(
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
        Locator locator) {

    FileDraft withSize(long bytes) {
        return new FileDraft(
                path, rawPath, bytes, allocated, deleted, orphan, container, mime, created, modified, accessed, changed,
                locator);
    }

    FileDraft withMime(String type) {
        return new FileDraft(
                path, rawPath, size, allocated, deleted, orphan, container, type, created, modified, accessed, changed,
                locator);
    }

    /** A member of this file, which is an archive; it is as deleted as the archive is. */
    FileDraft member(String inner, byte[] rawInner, int ordinal, String modifiedInside) {
        return new FileDraft(
                inner,
                rawInner,
                -1,
                allocated,
                deleted,
                orphan,
                container.isEmpty() ? path : container + path,
                null,
                "",
                modifiedInside,
                "",
                "",
                locator.member(ordinal));
    }

    ExtractedFile hashed(String type, byte[] md5, byte[] sha1, byte[] sha256, CameraFacts camera) {
        return new ExtractedFile(
                path,
                rawPath,
                size,
                allocated,
                deleted,
                orphan,
                container,
                type,
                created,
                modified,
                accessed,
                changed,
                md5,
                sha1,
                sha256,
                Outcome.HASHED,
                "",
                camera,
                locator);
    }

    ExtractedFile without(Outcome outcome, String reason) {
        return new ExtractedFile(
                path,
                rawPath,
                Math.max(size, 0),
                allocated,
                deleted,
                orphan,
                container,
                mime == null ? "application/octet-stream" : mime,
                created,
                modified,
                accessed,
                changed,
                null,
                null,
                null,
                outcome,
                reason,
                null,
                locator);
    }
}
