package org.curlew.pipeline.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Gives contents to their sink on the calling thread, as streams over the frames as they come. Where the child dies, the
 * contents already given are not given again: the call goes on with those that are left.
 */
final class ContentCall {

    private final WorkerSettings settings;
    private final List<Worker.FileLocator> files;
    private final Worker.ContentSink sink;
    private int next;
    private int deathsHere;

    ContentCall(WorkerSettings settings, List<Worker.FileLocator> files, Worker.ContentSink sink) {
        this.settings = settings;
        this.files = files;
        this.sink = sink;
    }

    /** Makes one request with one child. */
    interface Caller {
        PayloadReader call(Request request, ChildProcess.Handler handler) throws IOException, InterruptedException;
    }

    void run(Caller caller, List<Path> parts) throws IOException, InterruptedException {
        while (next < files.size()) {
            int base = next;
            try (Assembler assembler = new Assembler(base)) {
                caller.call(Request.content(parts, files.subList(base, files.size())), assembler);
                if (next < files.size()) {
                    throw new ProtocolException("the worker left out contents");
                }
            } catch (WorkerDeath death) {
                deathsHere = next == base ? deathsHere + 1 : 1;
                if (deathsHere >= settings.deathsBeforeExclusion()) {
                    String reason = "the reader died on it (" + death.getMessage() + ") " + deathsHere + " times";
                    sink.unreadable(next++, reason);
                    deathsHere = 0;
                }
            }
        }
    }

    /** Spools one content at a time, so that the sink sees whole contents or none. */
    private final class Assembler implements ChildProcess.Handler, AutoCloseable {

        private final int base;
        private Spool spool;
        private int current = -1;
        private long size;

        Assembler(int base) {
            this.base = base;
        }

        @Override
        public void frame(Frame frame) throws IOException {
            PayloadReader in = frame.reader();
            switch (frame.kind()) {
                case CONTENT_BEGIN -> {
                    expect(base + in.getInt(), -1);
                    current = next;
                    size = in.getLong();
                    spool = new Spool();
                }
                case CONTENT_DATA -> {
                    if (current < 0 || spool.size() + frame.length() > size) {
                        throw new ProtocolException("the worker sent more of a content than it announced");
                    }
                    spool.write(frame.payload(), frame.length());
                }
                case CONTENT_END -> {
                    expect(base + in.getInt(), next);
                    if (spool.size() != size) {
                        throw new ProtocolException("the worker sent less of a content than it announced");
                    }
                    try (InputStream bytes = spool.open()) {
                        sink.content(next, size, bytes);
                    }
                    done();
                }
                case CONTENT_UNREADABLE -> {
                    expect(base + in.getInt(), current < 0 ? -1 : next);
                    sink.unreadable(next, in.getText());
                    done();
                }
                default -> throw new ProtocolException("the worker sent " + frame.kind() + " among contents");
            }
        }

        private void expect(int index, int state) throws ProtocolException {
            if (index != next || index >= files.size() || current != state) {
                throw new ProtocolException("the worker sent contents in another order than asked");
            }
        }

        private void done() throws IOException {
            close();
            next++;
        }

        @Override
        public void close() throws IOException {
            current = -1;
            if (spool != null) {
                spool.close();
                spool = null;
            }
        }
    }

    /** Bytes in memory while they are few, in a temporary file otherwise. */
    private static final class Spool implements AutoCloseable {

        private static final int IN_MEMORY = 8 << 20;

        private byte[] memory = new byte[64 * 1024];
        private long size;
        private java.nio.channels.FileChannel file;

        long size() {
            return size;
        }

        void write(byte[] bytes, int length) throws IOException {
            if (file == null && size + length > IN_MEMORY) {
                Path path = java.nio.file.Files.createTempFile("curlew-content-", ".part");
                file = java.nio.channels.FileChannel.open(
                        path,
                        java.nio.file.StandardOpenOption.READ,
                        java.nio.file.StandardOpenOption.WRITE,
                        java.nio.file.StandardOpenOption.DELETE_ON_CLOSE);
                file.write(java.nio.ByteBuffer.wrap(memory, 0, (int) size));
                memory = new byte[0];
            }
            if (file != null) {
                java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes, 0, length);
                while (buffer.hasRemaining()) {
                    file.write(buffer);
                }
            } else {
                if (memory.length < size + length) {
                    memory = Arrays.copyOf(memory, (int) Math.max(memory.length * 2L, size + length));
                }
                System.arraycopy(bytes, 0, memory, (int) size, length);
            }
            size += length;
        }

        InputStream open() throws IOException {
            if (file == null) {
                return new java.io.ByteArrayInputStream(memory, 0, (int) size);
            }
            file.position(0);
            return java.nio.channels.Channels.newInputStream(file);
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }
}
