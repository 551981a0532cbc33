package org.curlew.pipeline.extraction.archives;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A zip's directory at its end, and where that is damaged what the local headers say. Lines come in the order of the
 * directory.
 *
 * @param damage why the list is not whole, "" where it is
 */
record ZipDirectory(List<ZipEntryFacts> entries, String damage) {

    /** More lines than this are not kept: what is left out is told as a limit by the caller, who allows fewer. */
    static final int MOST_ENTRIES = 100_001;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 65_535;
    private static final int LOCATOR64_SIGNATURE = 0x07064b50;
    private static final int LOCATOR64_LENGTH = 20;
    private static final int END64_SIGNATURE = 0x06064b50;
    private static final int END64_LENGTH = 56;
    private static final int LINE_SIGNATURE = 0x02014b50;
    private static final int LINE_LENGTH = 46;
    static final int LOCAL_SIGNATURE = 0x04034b50;
    static final int LOCAL_LENGTH = 30;
    private static final int ENCRYPTED_FLAG = 0x0001;
    private static final int SIZE_LATER_FLAG = 0x0008;
    private static final int EXTRA_ZIP64 = 0x0001;
    private static final long ALL_ONES = 0xffffffffL;
    private static final int WINDOW = 256 * 1024;

    static ZipDirectory read(ByteSource source) throws IOException {
        End end = end(source);
        if (end == null) {
            return new ZipDirectory(local(source), "the directory at its end is missing");
        }
        List<ZipEntryFacts> entries = new ArrayList<>();
        // Bytes before the archive (a program that unpacks itself) shift every offset.
        long shift = Math.max(end.position() - end.size() - end.offset(), 0);
        long at = end.offset() + shift;
        long stop = Math.min(at + end.size(), end.position());
        byte[] window = new byte[0];
        int used = 0;
        while (at < stop && entries.size() < MOST_ENTRIES) {
            if (window.length - used < LINE_LENGTH + 3 * LONGEST_COMMENT && at + window.length - used < stop) {
                window = SourceStream.exactly(source, at, (int) Math.min(WINDOW, stop - at));
                used = 0;
            }
            ByteBuffer line =
                    ByteBuffer.wrap(window, used, window.length - used).slice().order(ByteOrder.LITTLE_ENDIAN);
            if (line.remaining() < LINE_LENGTH || line.getInt(0) != LINE_SIGNATURE) {
                return new ZipDirectory(local(source), "its directory is damaged at byte " + at);
            }
            int length = LINE_LENGTH + unsigned(line, 28) + unsigned(line, 30) + unsigned(line, 32);
            if (length > line.remaining()) {
                return new ZipDirectory(local(source), "its directory is cut short at byte " + at);
            }
            entries.add(line(line, shift));
            used += length;
            at += length;
        }
        return new ZipDirectory(entries, "");
    }

    private static int unsigned(ByteBuffer buffer, int at) {
        return Short.toUnsignedInt(buffer.getShort(at));
    }

    private static long unsignedInt(ByteBuffer buffer, int at) {
        return Integer.toUnsignedLong(buffer.getInt(at));
    }

    private record End(long position, long offset, long size) {}

    private static End end(ByteSource source) throws IOException {
        int length = (int) Math.min(source.size(), END_LENGTH + LONGEST_COMMENT);
        long start = source.size() - length;
        ByteBuffer tail =
                ByteBuffer.wrap(SourceStream.exactly(source, start, length)).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = length - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE && at + END_LENGTH + unsigned(tail, at + 20) <= length) {
                long size = unsignedInt(tail, at + 12);
                long offset = unsignedInt(tail, at + 16);
                boolean large = offset == ALL_ONES || size == ALL_ONES || unsigned(tail, at + 10) == 0xffff;
                End end64 = large ? end64(source, start + at) : null;
                End end = end64 != null ? end64 : new End(start + at, offset, size);
                return end.offset() < 0 || end.size() < 0 || end.size() > end.position() ? null : end;
            }
        }
        return null;
    }

    private static End end64(ByteSource source, long endPosition) throws IOException {
        long at = endPosition - LOCATOR64_LENGTH;
        if (at < 0) {
            return null;
        }
        ByteBuffer locator = buffer(source, at, LOCATOR64_LENGTH);
        long position = locator.getLong(8);
        if (locator.getInt(0) != LOCATOR64_SIGNATURE || position < 0 || position > at - END64_LENGTH) {
            return null;
        }
        ByteBuffer end = buffer(source, position, END64_LENGTH);
        return end.getInt(0) == END64_SIGNATURE ? new End(position, end.getLong(48), end.getLong(40)) : null;
    }

    private static ByteBuffer buffer(ByteSource source, long at, int length) throws IOException {
        return ByteBuffer.wrap(SourceStream.exactly(source, at, length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ZipEntryFacts line(ByteBuffer line, long shift) {
        int flags = unsigned(line, 8);
        long compressed = unsignedInt(line, 20);
        long size = unsignedInt(line, 24);
        long offset = unsignedInt(line, 42);
        int nameLength = unsigned(line, 28);
        ByteBuffer fields =
                line.slice(LINE_LENGTH + nameLength, unsigned(line, 30)).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer extra = ZipExtra.field(fields, EXTRA_ZIP64);
        if (extra != null) {
            size = size == ALL_ONES && extra.remaining() >= 8 ? extra.getLong() : size;
            compressed = compressed == ALL_ONES && extra.remaining() >= 8 ? extra.getLong() : compressed;
            offset = offset == ALL_ONES && extra.remaining() >= 8 ? extra.getLong() : offset;
        }
        return new ZipEntryFacts(
                name(line, LINE_LENGTH, nameLength, flags),
                ZipExtra.modified(fields, unsigned(line, 14), unsigned(line, 12)),
                (flags & ENCRYPTED_FLAG) != 0,
                unsigned(line, 10),
                unsignedInt(line, 16),
                compressed,
                size,
                offset + shift);
    }

    private static byte[] name(ByteBuffer line, int at, int length, int flags) {
        byte[] name = new byte[length];
        line.get(at, name);
        return ZipEntryFacts.utf8(name, flags);
    }

    /** The members from the front, as far as one leads to the next. */
    private static List<ZipEntryFacts> local(ByteSource source) {
        List<ZipEntryFacts> entries = new ArrayList<>();
        long at = 0;
        try {
            while (entries.size() < MOST_ENTRIES && at + LOCAL_LENGTH <= source.size()) {
                ByteBuffer header = buffer(source, at, LOCAL_LENGTH);
                if (header.getInt(0) != LOCAL_SIGNATURE) {
                    break;
                }
                int flags = unsigned(header, 6);
                int nameLength = unsigned(header, 26);
                boolean later = (flags & SIZE_LATER_FLAG) != 0;
                long compressed = unsignedInt(header, 18);
                byte[] name = SourceStream.exactly(source, at + LOCAL_LENGTH, nameLength);
                ByteBuffer fields = buffer(source, at + LOCAL_LENGTH + nameLength, unsigned(header, 28));
                entries.add(new ZipEntryFacts(
                        ZipEntryFacts.utf8(name, flags),
                        ZipExtra.modified(fields, unsigned(header, 12), unsigned(header, 10)),
                        (flags & ENCRYPTED_FLAG) != 0,
                        unsigned(header, 8),
                        later ? -1 : unsignedInt(header, 14),
                        later ? -1 : compressed,
                        later ? -1 : unsignedInt(header, 22),
                        at));
                if (later) {
                    break;
                }
                at += LOCAL_LENGTH + nameLength + unsigned(header, 28) + compressed;
            }
        } catch (EOFException cut) {
            // The header itself is cut: what came before is what there is.
            return entries;
        } catch (IOException unreadable) {
            return entries;
        }
        return entries;
    }
}
