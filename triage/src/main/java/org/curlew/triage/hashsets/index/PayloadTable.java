package org.curlew.triage.hashsets.index;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads what {@link PayloadWriter} wrote, memory-mapped. */
final class PayloadTable {

    private final MemorySegment payloads;
    private final MemorySegment series;

    PayloadTable(Path folder) throws IOException {
        payloads = IndexFiles.map(folder.resolve(PayloadWriter.PAYLOADS));
        series = IndexFiles.map(folder.resolve(PayloadWriter.SERIES));
    }

    long[] items(int payload) {
        long offset = payload * 4L;
        long[] items = new long[payloads.get(IndexFiles.INT, offset)];
        for (int i = 0; i < items.length; i++) {
            items[i] = payloads.get(IndexFiles.LONG, offset + Integer.BYTES + (long) i * Long.BYTES);
        }
        return items;
    }

    /** The name of a series; null for number 0. */
    String series(int number) {
        if (number == 0) {
            return null;
        }
        long offset = (number - 1) * 4L;
        byte[] text = new byte[series.get(IndexFiles.INT, offset)];
        MemorySegment.copy(series, ValueLayout.JAVA_BYTE, offset + Integer.BYTES, text, 0, text.length);
        return new String(text, StandardCharsets.UTF_8);
    }
}
