package org.curlew.storage.objects;

import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ranges over HTTP without TLS, from the socket into a buffer that is handed on as it is: the SDK's way copies each byte four
 * times more, in pieces of 8 KiB. The SDK signs the request. Whatever is not the plain answer with exactly these bytes is left
 * to the SDK, which knows what to repeat and how to say what is wrong.
 */
final class PlainRanges implements AutoCloseable {

    private static final int BUFFER = 256 << 10;
    private static final int MOST_IDLE = 16;

    /** A server may hang up on a connection that idles longer. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final int VALID_MINUTES = 10;

    /** After so many refusals one after the other this way is tried for one request of {@link #AGAIN} only. */
    private static final int GIVE_UP = 8;

    private static final int AGAIN = 64;

    private final MinioAsyncClient client;
    private final ObjectStoreSettings settings;
    private final InetSocketAddress address;
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger tries = new AtomicInteger();
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    private PlainRanges(MinioAsyncClient client, ObjectStoreSettings settings) {
        this.client = client;
        this.settings = settings;
        URI endpoint = settings.endpoint();
        this.address = InetSocketAddress.createUnresolved(
                endpoint.getHost(), endpoint.getPort() < 0 ? 80 : endpoint.getPort());
    }

    /** @return null where the server is not reached by plain HTTP without a proxy */
    static PlainRanges of(MinioAsyncClient client, ObjectStoreSettings settings) {
        URI endpoint = settings.endpoint();
        if (!"http".equals(endpoint.getScheme()) || endpoint.getHost() == null) {
            return null;
        }
        ProxySelector proxies = ProxySelector.getDefault();
        List<Proxy> way = proxies == null ? List.of() : proxies.select(endpoint);
        return way.isEmpty() || way.getFirst().type() == Proxy.Type.DIRECT ? new PlainRanges(client, settings) : null;
    }

    /** @return false where the SDK must be asked; what the target took by then counts for nothing */
    boolean read(String key, long offset, int length, ObjectStore.Target target) {
        if (refusals.get() >= GIVE_UP && tries.incrementAndGet() % AGAIN != 0) {
            return false;
        }
        Connection connection = null;
        boolean whole = false;
        try {
            URI signed = URI.create(client.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                    .method(Http.Method.GET)
                    .bucket(settings.bucket())
                    .object(key)
                    .expiry(VALID_MINUTES, TimeUnit.MINUTES)
                    .build()));
            connection = connection();
            whole = connection.read(signed, offset, length, target);
            return whole;
        } catch (IOException | MinioException e) {
            return false;
        } finally {
            refusals.updateAndGet(whole ? none -> 0 : before -> Math.min(GIVE_UP, before + 1));
            if (whole && connection.again && idle.size() < MOST_IDLE) {
                connection.usedAt = System.nanoTime();
                idle.push(connection);
            } else if (connection != null) {
                connection.close();
            }
        }
    }

    private Connection connection() throws IOException {
        for (Connection each = idle.poll(); each != null; each = idle.poll()) {
            if (System.nanoTime() - each.usedAt < IDLE_NANOS) {
                return each;
            }
            each.close();
        }
        return new Connection(
                new InetSocketAddress(address.getHostString(), address.getPort()), settings.readTimeout());
    }

    @Override
    public void close() {
        for (Connection each = idle.poll(); each != null; each = idle.poll()) {
            each.close();
        }
    }

    /** One connection with its buffer; used by one thread at a time. */
    private static final class Connection {

        private final SocketChannel channel;
        private final Selector selector;
        private final SelectionKey key;
        private final long timeout;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        private long usedAt;
        private boolean again;

        Connection(InetSocketAddress server, Duration timeout) throws IOException {
            this.timeout = timeout.toMillis();
            this.channel = SocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.socket().connect(server, (int) Math.min(this.timeout, 10_000));
                channel.configureBlocking(false);
                selector = Selector.open();
                key = channel.register(selector, SelectionKey.OP_READ);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        boolean read(URI signed, long offset, int length, ObjectStore.Target target) throws IOException {
            again = false;
            ask(signed, offset, length);
            if (!answered(offset, length)) {
                return false;
            }
            for (int at = 0; ; ) {
                int count = buffer.remaining();
                if (count > length - at) {
                    return false;
                }
                target.take(at, buffer);
                at += count;
                if (at == length) {
                    return true;
                }
                for (ByteBuffer room = target.room(at); room != null; room = target.room(at)) {
                    room.limit(Math.min(room.limit(), room.position() + length - at));
                    at += receive(room);
                    if (at == length) {
                        return true;
                    }
                }
                buffer.clear().limit(Math.min(BUFFER, length - at));
                receive(buffer);
                buffer.flip();
            }
        }

        private void ask(URI signed, long offset, int length) throws IOException {
            ByteBuffer request = ByteBuffer.wrap(("GET " + signed.getRawPath() + "?" + signed.getRawQuery()
                            + " HTTP/1.1\r\nHost: " + signed.getRawAuthority() + "\r\nRange: bytes=" + offset + "-"
                            + (offset + length - 1) + "\r\nAccept-Encoding: identity\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            while (request.hasRemaining()) {
                if (channel.write(request) == 0) {
                    await(SelectionKey.OP_WRITE);
                }
            }
        }

        /** Reads the head of the answer; what came behind it stands in the buffer then. */
        private boolean answered(long offset, int length) throws IOException {
            buffer.clear();
            int end;
            do {
                if (!buffer.hasRemaining()) {
                    return false;
                }
                receive(buffer);
                end = headEnd();
            } while (end < 0);
            byte[] head = new byte[end];
            buffer.flip().get(head);
            String[] lines = new String(head, StandardCharsets.ISO_8859_1).split("\r\n");
            boolean range = false;
            boolean size = false;
            boolean keep = lines[0].startsWith("HTTP/1.1 ");
            for (String line : lines) {
                String small = line.toLowerCase(Locale.ROOT);
                range |= small.startsWith("content-range: bytes " + offset + "-" + (offset + length - 1) + "/");
                size |= small.equals("content-length: " + length);
                keep &= !small.startsWith("connection: close");
                if (small.startsWith("transfer-encoding:") || small.startsWith("content-encoding:")) {
                    return false;
                }
            }
            again = keep;
            return lines[0].contains(" 206") && range && size;
        }

        private int headEnd() {
            for (int i = 3; i < buffer.position(); i++) {
                if (buffer.get(i) == '\n'
                        && buffer.get(i - 1) == '\r'
                        && buffer.get(i - 2) == '\n'
                        && buffer.get(i - 3) == '\r') {
                    return i + 1;
                }
            }
            return -1;
        }

        /** At least one byte. */
        private int receive(ByteBuffer target) throws IOException {
            int got = channel.read(target);
            while (got == 0) {
                await(SelectionKey.OP_READ);
                got = channel.read(target);
            }
            if (got < 0) {
                throw new IOException("the server hung up");
            }
            return got;
        }

        private void await(int operation) throws IOException {
            key.interestOps(operation);
            if (selector.select(timeout) == 0) {
                throw new SocketTimeoutException("nothing came for " + timeout + " ms");
            }
            selector.selectedKeys().clear();
        }

        void close() {
            try (channel;
                    selector) {
                again = false;
            } catch (IOException e) {
                // it is not used any more, whatever is wrong with it
                again = false;
            }
        }
    }
}
