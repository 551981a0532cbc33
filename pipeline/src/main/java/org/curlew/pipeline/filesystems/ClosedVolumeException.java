package org.curlew.pipeline.filesystems;

/** A volume whose file system cannot be opened; the message says why, in one line. */
public final class ClosedVolumeException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    ClosedVolumeException(String message) {
        super(message);
    }
}
