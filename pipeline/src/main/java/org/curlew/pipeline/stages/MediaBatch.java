package org.curlew.pipeline.stages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.curlew.pipeline.devices.DeviceFiles.Row;
import org.curlew.pipeline.worker.Worker;
import org.curlew.pipeline.worker.Worker.ContentSink;
import org.curlew.pipeline.worker.Worker.FileLocator;
import org.curlew.pipeline.worker.Worker.Gap;
import org.curlew.storage.packs.PackException;
import org.curlew.storage.packs.PackWriter;

/** Stores contents some thousands at a time: one question which are there already, one pass over the image for the rest. */
final class MediaBatch implements ContentSink {

    private static final HexFormat HEX = HexFormat.of();

    private final PackWriter writer;
    private final Worker worker;
    private final List<Path> parts;
    private final List<Gap> gaps;
    private final ProgressBoard.Progress progress;
    private final List<Row> rows = new ArrayList<>();
    private List<Row> asked = List.of();
    private long waiting;
    private long added;
    private long already;
    private long bytes;

    MediaBatch(PackWriter writer, Worker worker, List<Path> parts, List<Gap> gaps, ProgressBoard.Progress progress) {
        this.writer = writer;
        this.worker = worker;
        this.parts = parts;
        this.gaps = gaps;
        this.progress = progress;
    }

    /** What was stored, in contents and bytes. */
    record Stored(long added, long already, long bytes) {}

    void add(Row row) {
        rows.add(row);
        waiting += row.file().size();
    }

    /** Bytes of what was added since it was stored last. */
    long waitingBytes() {
        return waiting;
    }

    int size() {
        return rows.size();
    }

    Stored stored() {
        return new Stored(added, already, bytes);
    }

    void store() throws IOException, InterruptedException {
        Set<String> there = writer.expect(
                rows.stream().map(r -> HEX.formatHex(r.file().sha256())).toList());
        already += there.size();
        asked = rows.stream()
                .filter(r -> !there.contains(HEX.formatHex(r.file().sha256())))
                .toList();
        rows.clear();
        waiting = 0;
        if (!asked.isEmpty()) {
            List<FileLocator> files =
                    asked.stream().map(r -> r.file().locator()).toList();
            worker.content(parts, files, this, (done, total, count) -> progress.progress(bytes, 0, added));
        }
    }

    @Override
    public void content(int requestIndex, long size, InputStream content) throws IOException {
        Row row = asked.get(requestIndex);
        try {
            writer.put(HEX.formatHex(row.file().sha256()), size, content);
            added++;
            bytes += size;
        } catch (PackException e) {
            if (e.kind() != PackException.Kind.CONTENT) {
                throw e;
            }
            gap(row, "its bytes are not those that were digested: " + e.getMessage());
        }
    }

    @Override
    public void unreadable(int requestIndex, String reason) {
        gap(asked.get(requestIndex), reason);
    }

    private void gap(Row row, String reason) {
        gaps.add(new Gap("MEDIA_NOT_STORED", row.file().path(), 0, row.file().size(), reason));
    }
}
