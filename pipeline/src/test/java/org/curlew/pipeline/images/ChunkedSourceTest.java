package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The cache and the read-ahead, over a decoder that counts. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChunkedSourceTest {

    private static final byte[] MEDIA = Media.mixed(200, 13);

    private final Set<byte[]> buffers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger decoded = new AtomicInteger();
    private final AtomicInteger byReadAhead = new AtomicInteger();
    private volatile boolean failing;
    private volatile boolean closed;

    private final class Counting implements ChunkDecoder {
        @Override
        public int chunkSize() {
            return Media.CHUNK;
        }

        @Override
        public long mediaSize() {
            return MEDIA.length;
        }

        @Override
        public void decode(long chunk, byte[] target, int at, int length, Scratch scratch) throws IOException {
            decoded.incrementAndGet();
            buffers.add(target);
            if (Thread.currentThread().getName().equals("image-read-ahead")) {
                byReadAhead.incrementAndGet();
            }
            if (failing) {
                throw new IOException("the share is gone");
            }
            if (chunk == 77) {
                throw new UnreadableRangeException(chunk * Media.CHUNK, length, "damaged for the test");
            }
            System.arraycopy(MEDIA, (int) chunk * Media.CHUNK, target, at, length);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private ChunkedSource open(int threads, long memory) {
        ImageFacts facts = new ImageFacts("test", 1, MEDIA.length, null, null, Map.of());
        return new ChunkedSource(facts, List.of(), new Counting(), new ReadLimits(threads, memory));
    }

    @Test
    void a_sequential_reader_gets_its_chunks_from_the_read_ahead_and_each_is_decoded_once() throws Exception {
        // on a busy machine the reader can be faster than the read-ahead's threads: then once more, up to the time
        // limit
        while (byReadAhead.get() == 0) {
            decoded.set(0);
            try (ChunkedSource source = open(2, 2 << 20)) {
                assertThat(Media.readAround(source, MEDIA, 10_000)).hasSize(1);
            }
            assertThat(decoded.get()).isLessThanOrEqualTo(202);
        }
    }

    @Test
    void decoded_chunks_live_in_a_bounded_number_of_buffers() throws Exception {
        try (ChunkedSource source = open(2, 10 * Media.CHUNK)) {
            for (int pass = 0; pass < 3; pass++) {
                Media.readAround(source, MEDIA, 7_777);
            }
        }
        assertThat(buffers.stream()
                        .filter(buffer -> buffer.length == Media.CHUNK)
                        .map(System::identityHashCode))
                .hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void a_chunk_read_again_is_not_decoded_again() throws Exception {
        try (ChunkedSource source = open(1, 1 << 20)) {
            for (int i = 0; i < 50; i++) {
                source.read(150L * Media.CHUNK + 100 * i, ByteBuffer.allocate(100));
            }
            assertThat(decoded.get()).isEqualTo(1);
        }
    }

    @Test
    void many_threads_read_the_right_bytes_in_any_pattern() throws Exception {
        for (long memory : new long[] {1, 8L * Media.CHUNK, 4 << 20}) {
            try (ChunkedSource source = open(2, memory);
                    ExecutorService threads = Executors.newFixedThreadPool(8)) {
                List<Future<?>> readers = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    int seed = i;
                    readers.add(threads.submit(() -> readSomewhere(source, seed)));
                }
                for (Future<?> reader : readers) {
                    reader.get(30, TimeUnit.SECONDS);
                }
            }
        }
    }

    private static Void readSomewhere(ChunkedSource source, int seed) throws IOException {
        Random random = new Random(seed);
        long at = 0;
        for (int i = 0; i < 400; i++) {
            int length = 1 + random.nextInt(120_000);
            at = random.nextInt(4) == 0 || at >= MEDIA.length ? random.nextInt(MEDIA.length) : at;
            ByteBuffer target = seed % 2 == 0 ? ByteBuffer.allocate(length) : ByteBuffer.allocateDirect(length);
            try {
                int got = seed % 3 == 0 ? source.readOnce(at, target) : source.read(at, target);
                assertThat(got).isEqualTo(Math.min(length, MEDIA.length - at));
            } catch (UnreadableRangeException e) {
                assertThat(e.offset()).isEqualTo(77L * Media.CHUNK);
            }
            byte[] bytes = new byte[target.flip().remaining()];
            target.get(bytes);
            assertThat(Arrays.mismatch(bytes, Arrays.copyOfRange(MEDIA, (int) at, (int) at + bytes.length)))
                    .isEqualTo(-1);
            at += bytes.length;
        }
        return null;
    }

    @Test
    void a_passing_failure_is_told_and_forgotten() throws Exception {
        try (ChunkedSource source = open(2, 1 << 20)) {
            failing = true;
            assertThatThrownBy(() -> source.read(0, ByteBuffer.allocate(100)))
                    .isInstanceOf(UnreadableRangeException.class)
                    .hasMessageContaining("the share is gone");
            failing = false;
            assertThat(source.read(0, ByteBuffer.allocate(100))).isEqualTo(100);
        }
    }

    @Test
    void damage_is_told_after_the_bytes_before_it() throws Exception {
        try (ChunkedSource source = open(2, 1 << 20)) {
            ByteBuffer target = ByteBuffer.allocate(3 * Media.CHUNK);
            assertThatThrownBy(() -> source.read(76L * Media.CHUNK - 5, target))
                    .isInstanceOf(UnreadableRangeException.class)
                    .hasMessage("damaged for the test");
            assertThat(target.position()).isEqualTo(Media.CHUNK + 5);
        }
    }

    @Test
    void reading_ahead_for_a_reader_that_went_away_does_not_stop_it_for_others() throws Exception {
        try (ChunkedSource source = open(2, 16L * Media.CHUNK)) {
            for (int reader = 0; reader < 20; reader++) {
                source.read(reader * 10L * Media.CHUNK, ByteBuffer.allocate(3 * Media.CHUNK));
            }
            for (int i = 0; i < 3; i++) {
                Media.readAround(source, MEDIA, 30_000);
            }
            int before = byReadAhead.get();
            // fails by the time limit where nothing is read ahead any more
            while (byReadAhead.get() == before) {
                Media.readAround(source, MEDIA, 30_000);
            }
        }
        assertThat(decoded.get()).isPositive();
    }

    @Test
    void closing_waits_for_decoding_and_ends_reading() throws Exception {
        ChunkedSource source = open(2, 2 << 20);
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                while (true) {
                    source.read(0, ByteBuffer.allocate(1 << 20));
                }
            } catch (IOException e) {
                failing = true;
            }
        });
        while (decoded.get() < 5) {
            Thread.onSpinWait();
        }
        source.close();
        reader.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(reader.isAlive()).isFalse();
        assertThat(failing).isTrue();
        assertThat(closed).isTrue();
        assertThatThrownBy(() -> source.read(0, ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
    }

    @Test
    void a_read_at_or_past_the_end_gives_minus_one_and_a_negative_position_is_refused() throws Exception {
        try (ChunkedSource source = open(1, 1 << 20)) {
            assertThat(source.read(MEDIA.length, ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(source.readOnce(MEDIA.length + 5L, ByteBuffer.allocate(1)))
                    .isEqualTo(-1);
            assertThat(source.read(5, ByteBuffer.allocate(0))).isZero();
            assertThatThrownBy(() -> source.read(-1, ByteBuffer.allocate(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
