package org.curlew.triage.hashsets.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes what the sets say of a digest. A payload is a count and its items, addressed by its offset in units of four bytes; a series is
 * a length and UTF-8, addressed likewise plus one. Equal payloads are shared as far as a bounded memory can remember them: sets have a
 * few thousand different ones, and a set where each row differs still costs no more heap.
 */
final class PayloadWriter implements Closeable {

    static final String PAYLOADS = "payloads";
    static final String SERIES = "series";
    private static final int REMEMBERED = 1 << 15;

    private final AppendFile payloads;
    private final AppendFile series;
    private final Map<Items64, Integer> known = new HashMap<>();
    private final Map<Integer, long[]> written = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();

    PayloadWriter(Path folder) throws IOException {
        payloads = new AppendFile(folder.resolve(PAYLOADS));
        series = new AppendFile(folder.resolve(SERIES));
    }

    private record Items64(long[] items) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Items64 that && Arrays.equals(items, that.items);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(items);
        }
    }

    /** Number of a series; 0 for null. */
    int series(String name) throws IOException {
        if (name == null) {
            return 0;
        }
        Integer known = names.get(name);
        if (known == null) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            ByteBuffer entry = buffer(Integer.BYTES + (text.length + 3) / 4 * 4);
            entry.putInt(text.length).put(text).position(0);
            known = series.append(entry) + 1;
            remember(names, name, known);
        }
        return known;
    }

    /** Number of a payload; the items in rising order and distinct. */
    int intern(long... items) throws IOException {
        Items64 key = new Items64(items);
        Integer id = known.get(key);
        if (id == null) {
            ByteBuffer entry = buffer(Integer.BYTES + items.length * Long.BYTES);
            entry.putInt(items.length);
            for (long item : items) {
                entry.putLong(item);
            }
            id = payloads.append(entry.position(0));
            remember(known, key, id);
            remember(written, id, items);
        }
        return id;
    }

    /** The items of a payload written before. */
    long[] items(int payload) throws IOException {
        long[] items = written.get(payload);
        if (items == null) {
            int count = payloads.read(payload, Integer.BYTES).getInt();
            ByteBuffer entry = payloads.read(payload, Integer.BYTES + count * Long.BYTES);
            items = new long[count];
            entry.position(Integer.BYTES);
            for (int i = 0; i < count; i++) {
                items[i] = entry.getLong();
            }
            remember(written, payload, items);
        }
        return items;
    }

    /** Number of the payload that says everything the given ones say. */
    int union(int[] ids, int count) throws IOException {
        int total = 0;
        for (int i = 0; i < count; i++) {
            total += items(ids[i]).length;
        }
        long[] all = new long[total];
        int filled = 0;
        for (int i = 0; i < count; i++) {
            long[] items = items(ids[i]);
            System.arraycopy(items, 0, all, filled, items.length);
            filled += items.length;
        }
        return intern(Arrays.stream(all).sorted().distinct().toArray());
    }

    private static <K, V> void remember(Map<K, V> map, K key, V value) {
        if (map.size() >= REMEMBERED) {
            map.clear();
        }
        map.put(key, value);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    void finish() throws IOException {
        payloads.finish();
        series.finish();
    }

    @Override
    public void close() throws IOException {
        payloads.close();
        series.close();
    }

    /** A file that grows at its end and can be read behind it. */
    private static final class AppendFile implements Closeable {

        private final FileChannel channel;
        private final ByteBuffer tail = buffer(1 << 16);
        private long flushed;

        AppendFile(Path file) throws IOException {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }

        int append(ByteBuffer entry) throws IOException {
            if (entry.remaining() > tail.remaining()) {
                flush();
            }
            long offset = flushed + tail.position();
            if (offset / 4 >= Integer.MAX_VALUE) {
                throw new IOException("more than 8 GiB of different categories and series in one set; split the set");
            }
            if (entry.remaining() > tail.remaining()) {
                flushed += entry.remaining();
                write(entry);
            } else {
                tail.put(entry);
            }
            return (int) (offset / 4);
        }

        ByteBuffer read(int unit, int bytes) throws IOException {
            flush();
            ByteBuffer entry = buffer(bytes);
            while (entry.hasRemaining()) {
                if (channel.read(entry, unit * 4L + entry.position()) < 0) {
                    throw new IOException("payload " + unit + " lies beyond the end of its file");
                }
            }
            return entry.flip();
        }

        private void flush() throws IOException {
            flushed += tail.position();
            write(tail.flip());
            tail.clear();
        }

        private void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        void finish() throws IOException {
            flush();
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
