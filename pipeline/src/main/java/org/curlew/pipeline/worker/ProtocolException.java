package org.curlew.pipeline.worker;

import java.io.IOException;

/** What came through the pipe is not the protocol: the other side is treated as dead. */
class ProtocolException extends IOException {

    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }

    ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
