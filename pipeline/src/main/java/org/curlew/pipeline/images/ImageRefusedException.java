package org.curlew.pipeline.images;

import java.io.IOException;

/** The input is no image that can be read; the message says what, where and what to do, in one line. */
public class ImageRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    public ImageRefusedException(String message) {
        super(message);
    }

    public ImageRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
