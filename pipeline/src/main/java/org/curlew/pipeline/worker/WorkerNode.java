package org.curlew.pipeline.worker;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.curlew.pipeline.images.ImageRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker node: takes calls from the broker, has each answered by a child process of its own and passes the child's frames
 * on. It has no database and no keys, and opens images below one folder only: the share that the application names them by.
 */
public final class WorkerNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerNode.class);
    private static final long BETWEEN_TRIES_MILLIS = 2000;

    private final WorkerSettings settings;
    private final Path images;
    private final Connection connection;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    /**
     * Begins to take calls, as many at once as the settings have processes.
     *
     * @param images folder below which images may be opened
     */
    public WorkerNode(ConnectionFactory broker, WorkerSettings settings, Path images) throws JMSException, IOException {
        this.settings = settings;
        this.images = images.toRealPath();
        this.connection = broker.createConnection();
        connection.start();
        for (int i = 0; i < settings.processes(); i++) {
            threads.add(Thread.ofPlatform().name("node-" + i).start(this::takeCalls));
        }
    }

    private void takeCalls() {
        ChildProcess child = null;
        while (!closed) {
            try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                    MessageConsumer consumer = session.createConsumer(session.createQueue(NodeCalls.QUEUE))) {
                while (!closed) {
                    if (child == null || !child.isAlive()) {
                        child = ChildProcess.start(settings);
                    }
                    BytesMessage call = (BytesMessage) consumer.receive();
                    if (call != null) {
                        answer(session, call, child);
                    }
                }
            } catch (JMSException | IOException | RuntimeException failed) {
                pause(failed);
            }
        }
        if (child != null) {
            child.close();
        }
    }

    private void pause(Exception failed) {
        if (!closed) {
            LOG.warn("calls cannot be taken and are tried again: {}", failed.toString());
            try {
                Thread.sleep(BETWEEN_TRIES_MILLIS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                closed = true;
            }
        }
    }

    private void answer(Session session, BytesMessage call, ChildProcess child) throws JMSException {
        try (MessageProducer answers = session.createProducer(call.getJMSReplyTo())) {
            answers.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            Answer answer = new Answer(session, answers);
            try {
                answer.send(Frame.Kind.READY, new PayloadWriter(16));
                Request request = allowed(Request.read(NodeCalls.frame(call)));
                PayloadReader result = child.call(request, answer::progress, answer::pass);
                answer.send(Frame.Kind.DONE, result.rest());
            } catch (ImageRefusedException refused) {
                answer.send(Frame.Kind.REFUSED, text(refused.getMessage()));
            } catch (WorkerDeath death) {
                StatusPage.Spot spot = death.spot();
                answer.send(
                        Frame.Kind.DIED,
                        text(death.getMessage())
                                .putByte(spot.phase().ordinal())
                                .putLong(spot.address())
                                .putInt(spot.attributeType())
                                .putInt(spot.attributeId()));
            } catch (IOException failed) {
                answer.send(Frame.Kind.FAILED, text(failed.getMessage()));
            }
        } catch (IOException | UncheckedIOException gone) {
            // The child is in the middle of an answer that nobody takes.
            child.close();
            LOG.info("the caller does not wait any more: {}", gone.getMessage());
        }
    }

    private static PayloadWriter text(String message) {
        return new PayloadWriter(256).putText(message);
    }

    /** A message from the broker must not make a node open any file of its machine. */
    private Request allowed(Request request) throws IOException {
        for (Path part : request.parts()) {
            if (!part.toRealPath().startsWith(images)) {
                throw new IOException(part + " is not below " + images + ", the folder this worker node may read: "
                        + "keep images there, or start the node with another --images");
            }
        }
        return request;
    }

    /** The way back to the caller; the child's heartbeat keeps it from being silent. */
    private record Answer(Session session, MessageProducer producer) {

        void send(Frame.Kind kind, PayloadWriter payload) throws IOException {
            send(kind, payload.bytes(), payload.length());
        }

        void pass(Frame frame) throws IOException {
            send(frame.kind(), frame.payload(), frame.length());
        }

        void progress(long bytes, long total, long files) {
            try {
                send(
                        Frame.Kind.PROGRESS,
                        new PayloadWriter(32).putLong(bytes).putLong(total).putLong(files));
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        private void send(Frame.Kind kind, byte[] payload, int length) throws IOException {
            try {
                producer.send(NodeCalls.message(session, kind, payload, length));
            } catch (JMSException gone) {
                throw new IOException("the answer cannot be sent: " + gone.getMessage(), gone);
            }
        }
    }

    /** Takes no more calls; those under way are lost and made again elsewhere. */
    @Override
    public void close() {
        closed = true;
        try {
            connection.close();
            for (Thread thread : threads) {
                thread.interrupt();
                thread.join();
            }
        } catch (JMSException gone) {
            LOG.debug("the broker was gone already", gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
