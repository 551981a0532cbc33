package org.curlew.triage.perceptual;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Where things lie in an index file: a header of 64 bytes, the hashes (32 bytes each), their references (8), then for each word
 * the start of every bucket (4 bytes each, and one more for the end) and the entries' numbers in the order of the buckets (4).
 * Little-endian throughout.
 */
final class NearLayout {

    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
    /** The file's first eight bytes, "CURLNEA1". */
    static final long MAGIC = 0x3141454e4c525543L;

    static final int HEADER = 64;
    static final int HASH_BYTES = 32;

    static final long MAGIC_AT = 0;
    static final long ENTRIES_AT = 8;
    static final long WORDS_AT = 16;
    static final long SKIPPED_AT = 24;
    static final long BYTES_AT = 32;
    static final long CHECKSUM_AT = 40;

    private final long entries;
    private final WordScheme scheme;

    NearLayout(long entries, WordScheme scheme) {
        this.entries = entries;
        this.scheme = scheme;
    }

    long hashesAt() {
        return HEADER;
    }

    long referencesAt() {
        return hashesAt() + entries * HASH_BYTES;
    }

    long startsAt(int word) {
        long at = referencesAt() + entries * Long.BYTES;
        for (int before = 0; before < word; before++) {
            at = numbersAt(at, before) + aligned(entries * Integer.BYTES);
        }
        return at;
    }

    long numbersAt(int word) {
        return numbersAt(startsAt(word), word);
    }

    private long numbersAt(long startsAt, int word) {
        return startsAt + aligned((scheme.words().get(word).buckets() + 1L) * Integer.BYTES);
    }

    long bytes() {
        return startsAt(scheme.words().size());
    }

    private static long aligned(long bytes) {
        return bytes + 63 & -64;
    }

    MemorySegment hashes(MemorySegment file) {
        return file.asSlice(hashesAt(), entries * HASH_BYTES);
    }

    MemorySegment references(MemorySegment file) {
        return file.asSlice(referencesAt(), entries * Long.BYTES);
    }

    MemorySegment starts(MemorySegment file, int word) {
        return file.asSlice(startsAt(word), (scheme.words().get(word).buckets() + 1L) * Integer.BYTES);
    }

    MemorySegment numbers(MemorySegment file, int word) {
        return file.asSlice(numbersAt(word), entries * Integer.BYTES);
    }

    /** CRC-32C of the counts in the header and of all that follows it: a flipped bit would otherwise be a silent miss. */
    static long checksum(MemorySegment file) {
        CRC32C crc = new CRC32C();
        crc.update(file.asSlice(ENTRIES_AT, CHECKSUM_AT - ENTRIES_AT).asByteBuffer());
        long step = 1L << 28;
        for (long at = HEADER; at < file.byteSize(); at += step) {
            crc.update(file.asSlice(at, Math.min(step, file.byteSize() - at)).asByteBuffer());
        }
        return crc.getValue();
    }
}
