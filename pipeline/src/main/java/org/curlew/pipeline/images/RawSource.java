package org.curlew.pipeline.images;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.List;

/** Media that lies byte for byte in files, one after the other. */
final class RawSource implements ImageSource {

    /** Where a disk fails, the smallest stretch that is tried by itself: a sector of today's disks. */
    private static final int SMALLEST_TRY = 4 << 10;

    private final ImageFacts facts;
    private final List<PartFile> parts;
    private final long[] starts;

    RawSource(ImageFacts facts, List<PartFile> parts) {
        this.facts = facts;
        this.parts = List.copyOf(parts);
        this.starts = new long[parts.size()];
        long start = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = start;
            start += parts.get(i).size();
        }
    }

    @Override
    public ImageFacts facts() {
        return facts;
    }

    @Override
    public long size() {
        return facts.bytes();
    }

    @Override
    public boolean isStored() {
        return true;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("a position in the media cannot be negative: " + position);
        }
        if (position >= size()) {
            return -1;
        }
        int wanted = (int) Math.min(target.remaining(), size() - position);
        for (int done = 0; done < wanted; ) {
            done += readPart(position + done, wanted - done, target);
        }
        return wanted;
    }

    private int readPart(long position, int wanted, ByteBuffer target) throws IOException {
        int found = Arrays.binarySearch(starts, position);
        int index = found >= 0 ? found : -found - 2;
        PartFile part = parts.get(index);
        long inPart = position - starts[index];
        int length = (int) Math.min(wanted, part.size() - inPart);
        int limit = target.limit();
        int before = target.position();
        target.limit(before + length);
        try {
            part.read(inPart, target);
        } catch (InterruptedIOException | ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            readAround(part, starts[index], inPart + target.position() - before, target);
        } finally {
            target.limit(limit);
        }
        int got = target.position() - before;
        if (got < length) {
            long missing = starts[index] + inPart + got;
            throw new UnreadableRangeException(
                    missing,
                    starts[index] + part.size() - missing,
                    part.name() + " has become shorter since it was opened");
        }
        return length;
    }

    /** Goes on in small steps after a failing disk refused a long read, up to the step that fails by itself. */
    private static void readAround(PartFile part, long partStart, long inPart, ByteBuffer target) throws IOException {
        int end = target.limit();
        long at = inPart;
        while (target.position() < end) {
            int step = (int) Math.min(end - target.position(), SMALLEST_TRY - at % SMALLEST_TRY);
            target.limit(target.position() + step);
            int before = target.position();
            try {
                part.read(at, target);
            } catch (InterruptedIOException | ClosedChannelException e) {
                throw e;
            } catch (IOException e) {
                throw new UnreadableRangeException(
                        partStart + at, step, "%s cannot be read here: %s".formatted(part.name(), e.getMessage()));
            }
            if (target.position() == before) {
                return;
            }
            at += target.position() - before;
        }
    }

    @Override
    public void close() throws IOException {
        PartFile.closeAll(parts);
    }
}
