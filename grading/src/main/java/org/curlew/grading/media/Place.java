package org.curlew.grading.media;

/**
 * One place on an exhibit.
 *
 * @param volume index of the volume
 * @param path starts with "/"; the inner path for a file in an archive
 * @param container path of the archive that holds the file, "" for none
 * @param created ISO 8601 UTC in the file system's precision, "" where it has none; likewise the other three times
 * @param deleted the name or the file's record is marked deleted; the content could still be read
 * @param orphan no name in any folder points to it any more
 */
public record Place(
        int volume,
        String path,
        String container,
        String created,
        String modified,
        String accessed,
        String changed,
        boolean allocated,
        boolean deleted,
        boolean orphan) {

    public Place {
        container = container == null ? "" : container;
        created = created == null ? "" : created;
        modified = modified == null ? "" : modified;
        accessed = accessed == null ? "" : accessed;
        changed = changed == null ? "" : changed;
    }
}
