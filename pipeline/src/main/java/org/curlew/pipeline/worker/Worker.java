package org.curlew.pipeline.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the application asks of the process that reads hostile input. Every call may be repeated; a call whose child died
 * is tried again by the implementation, and what cannot be read in the end comes back as a gap, never as silence.
 */
public interface Worker extends AutoCloseable {

    /** Recognises the image; refuses what is none. */
    ImageReport identify(List<Path> parts) throws IOException, InterruptedException;

    /** Reads the whole media once: three digests, and the ranges that cannot be read. */
    MediaDigests verify(List<Path> parts, ProgressListener progress) throws IOException, InterruptedException;

    /** Lists volumes and file systems and cuts the device into segments. */
    DevicePlan plan(List<Path> parts) throws IOException, InterruptedException;

    /** Walks one segment; files and gaps go to the sink as they are found, on one thread. */
    void extract(List<Path> parts, Segment segment, FileSink sink, ProgressListener progress)
            throws IOException, InterruptedException;

    /** Gives the bytes of files again for the media store: each once, in the order in which they are read fastest. */
    void content(List<Path> parts, List<FileLocator> files, ContentSink sink, ProgressListener progress)
            throws IOException, InterruptedException;

    /**
     * Perceptual hashes of pictures, decoded where hostile input may do no harm. Every picture gets an answer; one that kills
     * the reader gets that as its status.
     */
    void fingerprints(List<Path> parts, List<FileLocator> files, FingerprintSink sink, ProgressListener progress)
            throws IOException, InterruptedException;

    @Override
    void close();

    /** The image as recognised. */
    record ImageReport(org.curlew.pipeline.images.ImageFacts facts) {}

    /**
     * Digests of the whole media, lower-case hex.
     *
     * @param unreadable ranges read as missing; where there are any the digests cover zeros in their place
     */
    record MediaDigests(long bytes, String md5, String sha1, String sha256, List<Gap> unreadable) {}

    /** The device cut up. Gaps name unallocated space, unknown and encrypted volumes. */
    record DevicePlan(List<Volume> volumes, List<Segment> segments, List<Gap> gaps) {}

    /**
     * A volume of the device.
     *
     * @param offset first byte in the media
     * @param fileSystem The Sleuth Kit's short name, or "" where there is none that can be read
     * @param status READ, UNKNOWN, ENCRYPTED or UNREADABLE
     * @param reason one line where the status is not READ, else ""
     */
    record Volume(
            int index, long offset, long bytes, String fileSystem, String label, VolumeStatus status, String reason) {}

    enum VolumeStatus {
        READ,
        UNKNOWN,
        ENCRYPTED,
        UNREADABLE
    }

    /**
     * A unit of work: a file system and a range of its metadata addresses (from inclusive, to exclusive).
     */
    record Segment(int volume, long fromAddress, long toAddress) {}

    /**
     * What was not looked at, and why.
     *
     * @param kind UNREADABLE_FILE, UNREADABLE_RANGE, UNREAD_AT_ACQUISITION, UNKNOWN_VOLUME, ENCRYPTED_VOLUME, UNALLOCATED, ARCHIVE_LIMIT,
     *     ENCRYPTED_ARCHIVE, WALK_STOPPED, SKIPPED_FILE …
     * @param path of the file, or "" for a range
     * @param offset in the media, in bytes; 0 where it has no meaning
     */
    record Gap(String kind, String path, long offset, long length, String reason) {}

    /** Where a file's bytes are, so that they can be read again. */
    record FileLocator(int volume, long address, int attributeType, int attributeId, String innerPath) {}

    /** Takes files and gaps in the order they arrive. */
    interface FileSink {
        void file(FoundFile file) throws IOException;

        void gap(Gap gap) throws IOException;

        /**
         * The process that read the segment died and it is begun anew: forget every file and gap that came in this call.
         */
        void restart() throws IOException;
    }

    /**
     * Takes contents, each with its place in the request, in any order; an unreadable one is told by its reason. A content
     * is given whole or not at all.
     */
    interface ContentSink {
        void content(int requestIndex, long size, java.io.InputStream bytes) throws IOException;

        void unreadable(int requestIndex, String reason) throws IOException;
    }

    /** Bytes of a picture above which it is not read into memory. */
    long LARGEST_PICTURE = 64L << 20;

    /** The status of a picture above that. */
    static String tooLarge(long bytes) {
        return "TOO_LARGE: " + bytes + " bytes, " + LARGEST_PICTURE + " are the limit";
    }

    /**
     * What looking at a picture gave.
     *
     * @param pdq 64 lower-case hex digits, or null where the picture could not be decoded
     * @param turned the hashes of the seven turned and mirrored pictures, 448 lower-case hex digits in the order of
     *     {@link org.curlew.triage.perceptual.Dihedral} behind the picture's own; null without a PDQ
     * @param quality PDQ's, 0 to 100; 0 without a PDQ
     * @param status "" where all of it was decoded; else PARTIAL, BROKEN, UNSUPPORTED, TOO_LARGE, UNREADABLE or DIED, a
     *     colon and one line why
     */
    record Fingerprint(String pdq, String turned, int quality, String status) {

        public static Fingerprint none(String status) {
            return new Fingerprint(null, null, 0, status);
        }
    }

    /** Takes fingerprints, each with its place in the request, in any order, on the calling thread. */
    interface FingerprintSink {
        void fingerprint(int requestIndex, Fingerprint fingerprint) throws IOException;
    }

    /** Progress of a long call; called a few times a second. */
    interface ProgressListener {
        void progress(long bytesDone, long bytesTotal, long filesDone);
    }
}
