package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.curlew.pipeline.filesystems.ClosedVolumeException;
import org.curlew.pipeline.filesystems.TskFileSystem;
import org.curlew.pipeline.filesystems.TskImage;
import org.curlew.pipeline.filesystems.Volume;
import org.curlew.pipeline.filesystems.VolumeTable;

/** Extracts one segment: the files of a file system whose metadata addresses lie in a range. */
public final class SegmentExtraction {

    /** Buffers of 1 MiB: enough to keep the lanes fed while a file is read, and all the memory content takes. */
    private static final int CHUNKS = 24;

    private final TskImage image;
    private final VolumeTable volumes;
    private final ExtractionLimits limits;
    private final ArchiveLimits archiveLimits;
    private final int lanes;

    /**
     * @param lanes threads that digest, at least 2
     */
    public SegmentExtraction(
            TskImage image, VolumeTable volumes, ExtractionLimits limits, ArchiveLimits archiveLimits, int lanes) {
        this.image = image;
        this.volumes = volumes;
        this.limits = limits;
        this.archiveLimits = archiveLimits;
        this.lanes = lanes;
    }

    /** Reads the tables of types, which takes half a second the first time; may run while a request is awaited. */
    public static void prepare() {
        byte[] sample = "text".getBytes(StandardCharsets.US_ASCII);
        new FileTypes().detect(sample, 0, sample.length, "/sample.txt");
    }

    /**
     * Runs to the end of the segment; everything is reported when it returns.
     *
     * @param from first metadata address
     * @param to address after the last
     */
    public void run(int volume, long from, long to, List<Poison> poison, Findings findings, Watch watch, Tally tally)
            throws IOException {
        Volume where = volumes.volumes().get(volume);
        watch.doing(Watch.Phase.TABLE, where.offset(), 0, 0);
        try (TskFileSystem fileSystem = volumes.open(image, volume)) {
            walk(fileSystem, where.bytes(), from, to, poison, findings, watch, tally);
        } catch (ClosedVolumeException closed) {
            findings.gap("WALK_STOPPED", "", where.offset(), where.bytes(), closed.getMessage());
        } finally {
            watch.doing(Watch.Phase.IDLE, 0, 0, 0);
        }
    }

    private void walk(
            TskFileSystem fileSystem,
            long bytes,
            long from,
            long to,
            List<Poison> poison,
            Findings findings,
            Watch watch,
            Tally tally)
            throws IOException {
        try (Arena arena = Arena.ofConfined();
                DigestPipeline pipeline = new DigestPipeline(lanes, CHUNKS, findings, tally)) {
            ContentReader reader = new ContentReader(fileSystem, bytes, limits, arena);
            ContentWriter writer = new ContentWriter(pipeline);
            ArchiveExplorer archives = new ArchiveExplorer(writer, findings, archiveLimits);
            FileIntake intake = new FileIntake(reader, writer, archives, findings, watch, tally, poison);
            EntryHandler handler = new EntryHandler(fileSystem, from, to, intake);
            new SegmentWalk(fileSystem, limits, handler, findings, watch, poison).run();
            writer.flush();
            pipeline.finish();
        }
    }
}
