package org.curlew.pipeline.worker;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.curlew.pipeline.extraction.Watch;
import org.curlew.pipeline.images.ImageRefusedException;

/** A place on whichever worker node takes the call from the broker. */
final class RemoteChild implements Child {

    private final Connection connection;
    private final Duration patience;
    private final Duration silence;
    private volatile boolean closed;

    private RemoteChild(Connection connection, Duration patience, Duration silence) {
        this.connection = connection;
        this.patience = patience;
        this.silence = silence;
    }

    /**
     * @param patience how long a call waits for a free node
     * @param silence after which a node is taken for dead; a living one says something several times a second
     */
    static RemoteChild connect(ConnectionFactory broker, Duration patience, Duration silence) throws IOException {
        try {
            Connection connection = broker.createConnection();
            connection.start();
            return new RemoteChild(connection, patience, silence);
        } catch (JMSException e) {
            throw lost(e);
        }
    }

    private static IOException lost(JMSException e) {
        return new IOException("the broker cannot be reached for a worker node: " + e.getMessage(), e);
    }

    @Override
    public boolean isAlive() {
        return !closed;
    }

    @Override
    public long pid() {
        return 0;
    }

    @Override
    public PayloadReader call(Request request, Worker.ProgressListener progress, Handler handler) throws IOException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            TemporaryQueue answers = session.createTemporaryQueue();
            try (MessageConsumer consumer = session.createConsumer(answers)) {
                send(session, request, answers);
                return await(consumer, progress, handler);
            } finally {
                answers.delete();
            }
        } catch (JMSException e) {
            close();
            throw lost(e);
        } catch (ProtocolException nonsense) {
            throw new WorkerDeath(nonsense.getMessage(), StatusPage.Spot.NOWHERE);
        }
    }

    private void send(Session session, Request request, TemporaryQueue answers) throws JMSException {
        PayloadWriter payload = request.payload();
        BytesMessage message = NodeCalls.message(session, request.kind(), payload.bytes(), payload.length());
        message.setJMSReplyTo(answers);
        try (MessageProducer producer = session.createProducer(session.createQueue(NodeCalls.QUEUE))) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            producer.setTimeToLive(patience.toMillis());
            producer.send(message);
        }
    }

    private PayloadReader await(MessageConsumer consumer, Worker.ProgressListener progress, Handler handler)
            throws JMSException, IOException {
        Message first = consumer.receive(patience.toMillis());
        if (first == null) {
            throw new IOException("no worker node took the call within " + patience.toSeconds()
                    + " s: start one with: curlew worker");
        }
        for (Message message = first; message != null; message = consumer.receive(silence.toMillis())) {
            Frame frame = NodeCalls.frame((BytesMessage) message);
            switch (frame.kind()) {
                case READY -> {
                    // A node has taken the call; its progress follows.
                }
                case DONE -> {
                    return new PayloadReader(Arrays.copyOf(frame.payload(), frame.length()), frame.length());
                }
                case REFUSED -> throw new ImageRefusedException(frame.reader().getText());
                case FAILED -> throw new IOException(frame.reader().getText());
                case DIED -> throw death(frame.reader());
                case PROGRESS -> {
                    PayloadReader numbers = frame.reader();
                    progress.progress(numbers.getLong(), numbers.getLong(), numbers.getLong());
                }
                default -> handler.frame(frame);
            }
        }
        throw new WorkerDeath("the worker node was silent for " + silence.toSeconds() + " s", StatusPage.Spot.NOWHERE);
    }

    private static WorkerDeath death(PayloadReader in) throws ProtocolException {
        String message = in.getText();
        Watch.Phase[] phases = Watch.Phase.values();
        int phase = in.getByte();
        return new WorkerDeath(
                message,
                phase < 0 || phase >= phases.length
                        ? StatusPage.Spot.NOWHERE
                        : new StatusPage.Spot(phases[phase], in.getLong(), in.getInt(), in.getInt()));
    }

    @Override
    public void close() {
        closed = true;
        try {
            connection.close();
        } catch (JMSException gone) {
            // The broker ends what is left of it.
            closed = true;
        }
    }
}
