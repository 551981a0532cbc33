package org.curlew.storage.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between the client and the server and does what networks and servers do on bad days. */
public final class FaultyProxy implements AutoCloseable {

    /** What happens to the next connections. */
    public enum Fault {
        NONE,
        /** Answers 500 without asking the server. */
        ERROR,
        /** Answers as a server whose clock differs too much from ours. */
        SKEWED,
        /** Passes the request, cuts the answer off in the middle. */
        TORN_ANSWER,
        /** Cuts the request off in the middle. */
        TORN_REQUEST,
        /** Passes the request and throws the answer away. */
        LOST_ANSWER,
        /** Lets the bytes through a few at a time. */
        SLOW,
        /** Hangs up at once. */
        GONE
    }

    private final URI target;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger left = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;

    public FaultyProxy(URI target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The fault strikes so many connections, beginning with new ones. */
    public void strike(Fault next, int times) {
        fault = next;
        left.set(times);
        open.forEach(FaultyProxy::closeQuietly);
    }

    public int strikesLeft() {
        return Math.max(0, left.get());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Fault now = left.getAndDecrement() > 0 ? fault : Fault.NONE;
                Thread.ofVirtual().start(() -> serve(client, now));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client, Fault now) {
        if (now == Fault.GONE) {
            closeQuietly(client);
            return;
        }
        try (client;
                Socket server = new Socket(target.getHost(), target.getPort())) {
            open.add(client);
            open.add(server);
            if (now == Fault.ERROR) {
                client.getInputStream().read(new byte[1 << 16]);
                client.getOutputStream()
                        .write("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            if (now == Fault.SKEWED) {
                client.getInputStream().read(new byte[1 << 16]);
                String body = "<Error><Code>RequestTimeTooSkewed</Code><Message>clock</Message></Error>";
                client.getOutputStream()
                        .write(("HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\nContent-Length: "
                                        + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            long requestLimit = now == Fault.TORN_REQUEST ? 20_000 : Long.MAX_VALUE;
            long answerLimit = now == Fault.TORN_ANSWER ? 1_500 : now == Fault.LOST_ANSWER ? 0 : Long.MAX_VALUE;
            Thread up = Thread.ofVirtual().start(() -> copy(client, server, requestLimit, now == Fault.SLOW));
            copy(server, client, answerLimit, now == Fault.SLOW);
            up.join();
        } catch (IOException e) {
            closeQuietly(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void copy(Socket from, Socket to, long limit, boolean slow) {
        byte[] buffer = new byte[slow ? 16_000 : 1 << 16];
        long passed = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                int allowed = (int) Math.min(n, limit - passed);
                out.write(buffer, 0, allowed);
                out.flush();
                passed += allowed;
                if (passed >= limit) {
                    break;
                }
                if (slow) {
                    Thread.sleep(5);
                }
            }
        } catch (IOException e) {
            passed = limit;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeQuietly(from);
        closeQuietly(to);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(FaultyProxy::closeQuietly);
    }
}
