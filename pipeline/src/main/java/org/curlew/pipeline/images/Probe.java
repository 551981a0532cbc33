package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The beginning and the end of a file, enough to tell what it is. */
final class Probe {

    private static final int HEAD = 64 << 10;
    private static final int TAIL = 4 << 10;

    private final Path path;
    private final long size;
    private final ByteBuffer head;
    private final ByteBuffer tail;

    private Probe(Path path, long size, ByteBuffer head, ByteBuffer tail) {
        this.path = path;
        this.size = size;
        this.head = head;
        this.tail = tail;
    }

    static Probe of(Path path) throws IOException {
        try (PartFile file = new PartFile(path)) {
            return new Probe(path, file.size(), file.bytes(0, HEAD), file.bytes(Math.max(0, file.size() - TAIL), TAIL));
        }
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    /** Up to 64 KiB from the beginning, little-endian, from index 0 to the limit. */
    ByteBuffer head() {
        return head;
    }

    /** Whether the bytes at an offset from the beginning are these; each character is one byte. */
    boolean starts(int offset, String bytes) {
        return holds(head, offset, bytes);
    }

    /** Whether the bytes at a distance before the end are these. */
    boolean ends(int beforeEnd, String bytes) {
        return holds(tail, tail.limit() - beforeEnd, bytes);
    }

    /** Whether the text occurs anywhere in the beginning or the end that was looked at. */
    boolean mentions(String text) {
        return text(head).contains(text) || text(tail).contains(text);
    }

    private static String text(ByteBuffer buffer) {
        return new String(buffer.array(), 0, buffer.limit(), StandardCharsets.ISO_8859_1);
    }

    private static boolean holds(ByteBuffer buffer, int offset, String bytes) {
        byte[] wanted = bytes.getBytes(StandardCharsets.ISO_8859_1);
        if (offset < 0 || offset + wanted.length > buffer.limit()) {
            return false;
        }
        return buffer.slice(offset, wanted.length).equals(ByteBuffer.wrap(wanted));
    }
}
