package org.curlew.pipeline.filesystems;

import java.io.IOException;

/** A volume, file system, folder or file that The Sleuth Kit's library cannot read; the message is one line. */
public class FileSystemException extends IOException {

    private static final long serialVersionUID = 1L;

    public FileSystemException(String message) {
        super(message);
    }

    public FileSystemException(String message, Throwable cause) {
        super(message, cause);
    }
}
