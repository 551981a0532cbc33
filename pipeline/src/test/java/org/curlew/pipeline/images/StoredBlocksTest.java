package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class StoredBlocksTest {

    private static final long BLOCK = StoredBlocks.BLOCK;

    private final List<Long> requests = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private final List<int[]> laidAt = new ArrayList<>();
    private final StoredBlocks.Kept kept = new StoredBlocks.Kept();
    private final StoredBlocks blocks = new StoredBlocks(1000 * BLOCK + 5, this::bring, kept);

    private StoredBlocks.Loaded bring(long position, int length, SharedWindow window, int[] places) throws IOException {
        requests.add(position);
        lengths.add(length);
        laidAt.add(places);
        return StoredBlocks.Loaded.of(new byte[length]);
    }

    /** Reads as {@link StoredPart} does, on one thread. */
    private void read(long position, long length) throws ExecutionException, InterruptedException {
        long end = position + length;
        for (long at = position; at < end; ) {
            StoredBlocks.Fetch fetch = blocks.wanted(at, end);
            fetch.bytes().run();
            for (StoredBlocks.Fetch next : blocks.ahead()) {
                next.bytes().run();
                next.bytes().get();
            }
            assertThat(at).isBetween(fetch.position(), fetch.position() + fetch.count() * BLOCK - 1);
            at = fetch.position() + fetch.bytes().get().length();
            blocks.read(fetch);
        }
    }

    @Test
    void aSmallFileCostsOneRequestOfOneBlockAndNothingIsFetchedAhead() throws Exception {
        read(500 * BLOCK + 17, 4096);
        read(20 * BLOCK, 4096);
        read(700 * BLOCK, 4096);
        assertThat(requests).containsExactly(500 * BLOCK, 20 * BLOCK, 700 * BLOCK);
        assertThat(lengths).containsOnly((int) BLOCK);
    }

    @Test
    void readingForwardNeedsFewRequestsAndNoByteTwice() throws Exception {
        for (long at = 0; at < 1000 * BLOCK; at += 65536) {
            read(at, 65536);
        }
        assertThat(requests).doesNotHaveDuplicates().hasSizeLessThan(150);
        assertThat(lengths.stream().mapToLong(Integer::longValue).sum()).isEqualTo(1000 * BLOCK + 5);
    }

    @Test
    void theLastBytesOfThePartAreReadAndNothingBehindThem() throws Exception {
        read(999 * BLOCK, BLOCK + 5);
        assertThat(requests).containsExactly(999 * BLOCK);
        assertThat(lengths).containsExactly((int) BLOCK + 5);
    }

    @Test
    void whatWasUsedLongestAgoIsGivenUpSoThatMemoryIsFixed() throws Exception {
        for (int i = 0; i <= StoredBlocks.Kept.BLOCKS; i++) {
            read(2L * i * BLOCK, 1);
        }
        requests.clear();
        read(2 * BLOCK, 1);
        assertThat(requests).as("still kept").isEmpty();
        read(0, 1);
        assertThat(requests).as("given up").containsExactly(0L);
    }

    @Test
    void partsOfOneImageShareWhatIsKept() throws Exception {
        StoredBlocks other = new StoredBlocks(1000 * BLOCK, this::bring, kept);
        read(0, 1);
        for (int i = 0; i < StoredBlocks.Kept.BLOCKS; i++) {
            other.wanted(2L * i * BLOCK, 2L * i * BLOCK + 1).bytes().run();
        }
        requests.clear();
        read(0, 1);
        assertThat(requests).as("given up for the other part").containsExactly(0L);
    }

    @Test
    void twoReadersWhoBothGoForwardAreBothFetchedAheadFor() throws Exception {
        for (long at = 0; at < 100 * BLOCK; at += 65536) {
            read(at, 65536);
            read(500 * BLOCK + at, 65536);
        }
        assertThat(requests).doesNotHaveDuplicates().hasSizeLessThan(50);
    }

    @Test
    void aPlaceInTheWindowIsNotGivenAwayWhileSomebodyReadsIt() throws Exception {
        kept.use(SharedWindow.of(1));
        StoredBlocks.Fetch first = blocks.wanted(0, 1);
        first.bytes().run();
        blocks.forget(first);

        StoredBlocks.Fetch second = blocks.wanted(5 * BLOCK, 5 * BLOCK + 1);
        second.bytes().run();
        blocks.read(second);
        blocks.forget(second);
        blocks.read(first);
        StoredBlocks.Fetch third = blocks.wanted(9 * BLOCK, 9 * BLOCK + 1);
        third.bytes().run();

        assertThat(laidAt.get(0)).containsExactly(0);
        assertThat(laidAt.get(1)).as("the first is still read: by the socket").isNull();
        assertThat(laidAt.get(2)).containsExactly(0);
    }

    @Test
    void whatWasGivenUpBeforeItBeganIsNotFetchedIntoThePlaceOfAnother() throws Exception {
        kept.use(SharedWindow.of(1));
        StoredBlocks.Fetch late = blocks.wanted(0, 1);
        blocks.forget(late);
        blocks.read(late);
        StoredBlocks.Fetch other = blocks.wanted(5 * BLOCK, 5 * BLOCK + 1);
        other.bytes().run();

        late.bytes().run();

        assertThat(requests).containsExactly(5 * BLOCK);
        assertThat(laidAt).singleElement().isEqualTo(new int[] {0});
    }

    @Test
    void aPlaceThatAFailedRequestMayStillFillIsNeverAnothers() throws Exception {
        kept.use(SharedWindow.of(1));
        StoredBlocks broken = new StoredBlocks(
                BLOCK,
                (position, length, window, places) -> {
                    throw new IOException("the connection is gone");
                },
                kept);
        StoredBlocks.Fetch failed = broken.wanted(0, 1);
        failed.bytes().run();
        broken.forget(failed);
        broken.read(failed);

        StoredBlocks.Fetch next = blocks.wanted(0, 1);
        next.bytes().run();

        assertThat(laidAt).as("by the socket").singleElement().isNull();
    }

    @Test
    void aRequestThatFailedIsMadeAgain() throws Exception {
        StoredBlocks.Fetch failed = blocks.wanted(0, 1);
        blocks.forget(failed);
        assertThat(blocks.wanted(0, 1)).isNotSameAs(failed);
    }
}
