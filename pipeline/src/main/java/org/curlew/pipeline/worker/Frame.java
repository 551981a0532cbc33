package org.curlew.pipeline.worker;

/**
 * One message of the protocol: four bytes of length (of kind and payload), one of kind, the payload.
 *
 * @param length bytes of the payload in the buffer, which is used again for the next frame
 */
record Frame(Kind kind, byte[] payload, int length) {

    /** No frame is longer, in bytes; a longer one is a broken or lying worker. */
    static final int LIMIT = 4 << 20;

    /** Kinds of frames; the order is the number on the wire. */
    enum Kind {
        IDENTIFY,
        VERIFY,
        PLAN,
        EXTRACT,
        CONTENT,
        /** Fingerprints of pictures, several at once. */
        FINGERPRINTS,
        /** The same one by one, after a death. */
        FINGERPRINTS_ONE_BY_ONE,
        READY,
        ROWS,
        PROGRESS,
        DONE,
        REFUSED,
        FAILED,
        CONTENT_BEGIN,
        CONTENT_DATA,
        CONTENT_END,
        CONTENT_UNREADABLE,
        FINGERPRINT,
        /** From a worker node alone: the process that answered is dead. */
        DIED;

        private static final Kind[] ALL = values();

        static Kind of(int number) throws ProtocolException {
            if (number < 0 || number >= ALL.length) {
                throw new ProtocolException("the worker sent a message of unknown kind " + number);
            }
            return ALL[number];
        }
    }

    PayloadReader reader() {
        return new PayloadReader(payload, length);
    }
}
