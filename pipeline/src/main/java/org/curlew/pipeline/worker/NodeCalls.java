package org.curlew.pipeline.worker;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;

/**
 * How calls travel to worker nodes: a request is a message in one queue, answers come to the temporary queue that it
 * names. A message is a frame of the pipe's protocol: its kind as a property, its payload as the body. Nothing is kept by the
 * broker: a lost call is made again.
 */
final class NodeCalls {

    /** Where nodes take calls. */
    static final String QUEUE = "curlew.calls";

    static final String KIND = "kind";
    static final String PROTOCOL = "protocol";

    private NodeCalls() {}

    static BytesMessage message(Session session, Frame.Kind kind, byte[] payload, int length) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.setStringProperty(KIND, kind.name());
        message.setIntProperty(PROTOCOL, Request.VERSION);
        message.writeBytes(payload, 0, length);
        return message;
    }

    static Frame frame(BytesMessage message) throws JMSException, IOException {
        if (message.getIntProperty(PROTOCOL) != Request.VERSION) {
            throw new IOException("application and worker node are of different versions: install the same on both");
        }
        long length = message.getBodyLength();
        if (length > Frame.LIMIT) {
            throw new ProtocolException("a message of " + length + " bytes is longer than the protocol allows");
        }
        byte[] payload = new byte[(int) length];
        message.readBytes(payload);
        try {
            return new Frame(Frame.Kind.valueOf(message.getStringProperty(KIND)), payload, payload.length);
        } catch (IllegalArgumentException | NullPointerException unknown) {
            throw new ProtocolException("a message of unknown kind came through the broker", unknown);
        }
    }
}
