package org.curlew.pipeline.filesystems;

/**
 * Whether a file system of Linux or Android keeps folders that it encrypts for their users (fscrypt). libtsk gives their files' names and
 * content as cipher text and does not tell which they are; that there may be such is a feature in the superblock (ext4's disk layout:
 * s_feature_incompat at byte 96, INCOMPAT_ENCRYPT 0x10000).
 */
public final class EncryptedFolders {

    private static final long SUPERBLOCK = 1024;
    private static final int FEATURES = 0x60;
    private static final int ENCRYPT = 0x10000;

    private EncryptedFolders() {}

    /**
     * One line that says what is to be asked for, or null where there are none.
     *
     * @param offset of the volume in the media, in bytes
     */
    public static String reason(TskFileSystem fileSystem, long offset) {
        if ((fileSystem.type() & TskTypes.EXT) == 0) {
            return null;
        }
        byte[] features = Bytes.at(fileSystem.image().source(), offset + SUPERBLOCK + FEATURES, 4);
        boolean some = features.length == 4 && (Bytes.littleEndian(features, 0, 4) & ENCRYPT) != 0;
        return some
                ? "folders of this file system may be encrypted for their users (fscrypt): names and content of their files"
                        + " are cipher text here; ask for the user's key or an extraction of the running device"
                : null;
    }
}
