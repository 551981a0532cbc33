package org.curlew.pipeline.images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Adler32;
import java.util.zip.Deflater;

/** Writes E01 segments section by section, for what ewfacquire cannot be made to write. */
final class E01Builder {

    private final Path file;
    private long at = 13;

    E01Builder(Path file, int segment) throws IOException {
        this.file = file;
        ByteBuffer header = little(13);
        header.put("EVF\t\r\n\u00ff\0".getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) 1)
                .putShort((short) segment);
        write(0, header.array());
    }

    E01Builder volume(String type, long mediaBytes, int chunks) throws IOException {
        return volume(type, mediaBytes, chunks, 0);
    }

    /** @param set first byte of the identifier that segments of one image share */
    E01Builder volume(String type, long mediaBytes, int chunks, int set) throws IOException {
        ByteBuffer body = little(1052);
        body.put(0, (byte) 1)
                .putInt(4, chunks)
                .putInt(8, 64)
                .putInt(12, 512)
                .putLong(16, mediaBytes / 512)
                .put(64, (byte) set);
        body.putInt(1048, adler(body.array(), 0, 1048));
        return section(type, body.array());
    }

    /** One sectors section with its table and the copy. */
    E01Builder chunks(byte[] media, int from, int to, boolean compress) throws IOException {
        return chunks(media, from, to, compress, "table", "table2");
    }

    E01Builder chunks(byte[] media, int from, int to, boolean compress, String... tables) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        List<Integer> entries = new ArrayList<>();
        for (int chunk = from; chunk < to; chunk++) {
            byte[] piece =
                    Arrays.copyOfRange(media, chunk * Media.CHUNK, Math.min(media.length, (chunk + 1) * Media.CHUNK));
            entries.add(76 + data.size() | (compress ? 0x80000000 : 0));
            data.write(compress ? deflate(piece) : stored(piece));
        }
        long base = at;
        section("sectors", data.toByteArray());
        for (String table : tables) {
            table(table, base, entries);
        }
        return this;
    }

    E01Builder table(String type, long base, List<Integer> entries) throws IOException {
        ByteBuffer body = little(24 + 4 * entries.size() + 4);
        body.putInt(0, entries.size()).putLong(8, base);
        body.putInt(20, adler(body.array(), 0, 20));
        for (int i = 0; i < entries.size(); i++) {
            body.putInt(24 + 4 * i, entries.get(i));
        }
        body.putInt(24 + 4 * entries.size(), adler(body.array(), 24, 4 * entries.size()));
        return section(type, body.array());
    }

    E01Builder errors(int... firstAndCount) throws IOException {
        ByteBuffer body = little(520 + 4 * firstAndCount.length + 4);
        body.putInt(0, firstAndCount.length / 2);
        body.putInt(516, adler(body.array(), 0, 516));
        for (int i = 0; i < firstAndCount.length; i++) {
            body.putInt(520 + 4 * i, firstAndCount[i]);
        }
        body.putInt(520 + 4 * firstAndCount.length, adler(body.array(), 520, 4 * firstAndCount.length));
        return section("error2", body.array());
    }

    E01Builder header(String text) throws IOException {
        return section("header", deflate(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    E01Builder section(String type, byte[] body) throws IOException {
        write(at, descriptor(type, at + 76 + body.length, 76L + body.length));
        write(at + 76, body);
        at += 76 + body.length;
        return this;
    }

    /** A section whose body is a hole of this size in the file. */
    E01Builder hole(String type, long bytes) throws IOException {
        write(at, descriptor(type, at + 76 + bytes, 76 + bytes));
        at += 76 + bytes;
        return this;
    }

    E01Builder bytesAt(long position, byte[] bytes) throws IOException {
        write(position, bytes);
        return this;
    }

    /** Offset of the next section. */
    long position() {
        return at;
    }

    Path end(String type) throws IOException {
        write(at, descriptor(type, at, 0));
        return file;
    }

    static byte[] stored(byte[] piece) {
        ByteBuffer chunk = little(piece.length + 4).put(piece);
        return chunk.putInt(adler(piece, 0, piece.length)).array();
    }

    private static byte[] descriptor(String type, long next, long size) {
        ByteBuffer descriptor = little(76);
        descriptor
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .putLong(16, next)
                .putLong(24, size);
        return descriptor.putInt(72, adler(descriptor.array(), 0, 72)).array();
    }

    static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] room = new byte[bytes.length + 1024];
        int length = deflater.deflate(room);
        deflater.end();
        return Arrays.copyOf(room, length);
    }

    private static int adler(byte[] bytes, int from, int length) {
        Adler32 sum = new Adler32();
        sum.update(bytes, from, length);
        return (int) sum.getValue();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(long position, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), position);
        }
    }
}
