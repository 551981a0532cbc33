package org.curlew.pipeline.extraction;

/**
 * Is told what is about to be touched, before it is: where the process dies, the last word says on what. Called on the
 * walking thread only, once a file, so it must cost next to nothing.
 */
public interface Watch {

    /** The address of a TABLE phase in which no part of the device is being looked at yet. */
    long NOWHERE = -2;

    /** What is being done. */
    enum Phase {
        IDLE,
        TABLE,
        FOLDER,
        CONTENT,
        ARCHIVE,
        /** A picture is decoded; in place of the address, its place in the request. */
        PICTURE
    }

    /**
     * @param address metadata address of the folder or file; for a TABLE the volume's offset in the media, -1 for the
     *     partition table, or {@link #NOWHERE}
     */
    void doing(Phase phase, long address, int attributeType, int attributeId);
}
