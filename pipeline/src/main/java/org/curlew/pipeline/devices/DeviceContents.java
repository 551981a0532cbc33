package org.curlew.pipeline.devices;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.curlew.pipeline.worker.FoundFile;
import org.curlew.pipeline.worker.Worker;
import org.curlew.pipeline.worker.Worker.DevicePlan;
import org.curlew.pipeline.worker.Worker.Gap;
import org.curlew.pipeline.worker.Worker.Segment;
import org.curlew.pipeline.worker.Worker.Volume;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a device was found to hold: its volumes and segments, and the storing of what each segment gives. */
@Service
public class DeviceContents {

    /** Gaps that belong to the device and not to a segment are kept under these numbers. */
    static final int OF_PLAN = -1;

    static final int OF_VERIFICATION = -2;
    static final int OF_MEDIA_STORE = -3;

    private final JdbcClient jdbc;
    private final DataSource dataSource;

    public DeviceContents(JdbcClient jdbc, DataSource dataSource) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
    }

    /** A segment by its number, with its state WAITING or DONE. */
    public record NumberedSegment(int number, Segment segment, boolean done) {}

    /** What a segment gave. */
    public record SegmentTotals(long files, long bytes) {}

    /** What fills a segment's store; called again from the beginning where the reader died. */
    public interface SegmentFiller {
        void fill(Worker.FileSink sink) throws IOException, InterruptedException;
    }

    /** Stores the plan; a plan that is already there stays, with the segments that are done. */
    @Transactional
    public List<NumberedSegment> plan(long acquisitionId, DevicePlan plan) {
        if (volumes(acquisitionId).isEmpty() && segments(acquisitionId).isEmpty()) {
            for (Volume volume : plan.volumes()) {
                jdbc.sql("""
                                insert into volume (acquisition_id, index, byte_offset, bytes, file_system, label, status, reason)
                                values (?, ?, ?, ?, ?, ?, ?, ?)
                                """)
                        .params(
                                acquisitionId,
                                volume.index(),
                                volume.offset(),
                                volume.bytes(),
                                volume.fileSystem(),
                                volume.label().replace('\0', '\u2400'),
                                volume.status().name(),
                                volume.reason())
                        .update();
            }
            int number = 0;
            for (Segment segment : plan.segments()) {
                jdbc.sql("""
                                insert into segment (acquisition_id, number, volume, from_address, to_address)
                                values (?, ?, ?, ?, ?)
                                """)
                        .params(acquisitionId, number++, segment.volume(), segment.fromAddress(), segment.toAddress())
                        .update();
            }
            gaps(acquisitionId, OF_PLAN, plan.gaps());
        }
        return segments(acquisitionId);
    }

    /** Replaces the gaps that verification found. */
    @Transactional
    public void verificationGaps(long acquisitionId, List<Gap> gaps) {
        gaps(acquisitionId, OF_VERIFICATION, gaps);
    }

    /** Replaces the gaps that the media store found: contents that could not be read a second time. */
    @Transactional
    public void mediaStoreGaps(long acquisitionId, List<Gap> gaps) {
        gaps(acquisitionId, OF_MEDIA_STORE, gaps);
    }

    private void gaps(long acquisitionId, int number, List<Gap> gaps) {
        jdbc.sql("delete from gap where acquisition_id = ? and segment = ?")
                .params(acquisitionId, number)
                .update();
        int ordinal = 0;
        for (Gap gap : gaps) {
            jdbc.sql("""
                            insert into gap (acquisition_id, segment, ordinal, kind, path, byte_offset, length, reason)
                            values (?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            acquisitionId,
                            number,
                            ordinal++,
                            gap.kind(),
                            gap.path().replace('\0', '\u2400'),
                            gap.offset(),
                            gap.length(),
                            gap.reason().replace('\0', '\u2400'))
                    .update();
        }
    }

    public List<NumberedSegment> segments(long acquisitionId) {
        return jdbc.sql("""
                        select number, volume, from_address, to_address, state = 'DONE' as done
                        from segment where acquisition_id = ? order by number
                        """)
                .params(acquisitionId)
                .query((row, n) -> new NumberedSegment(
                        row.getInt("number"),
                        new Segment(row.getInt("volume"), row.getLong("from_address"), row.getLong("to_address")),
                        row.getBoolean("done")))
                .list();
    }

    public List<Volume> volumes(long acquisitionId) {
        return jdbc.sql("""
                        select index, byte_offset, bytes, file_system, label, status, reason
                        from volume where acquisition_id = ? order by index
                        """)
                .params(acquisitionId)
                .query((row, n) -> new Volume(
                        row.getInt("index"),
                        row.getLong("byte_offset"),
                        row.getLong("bytes"),
                        row.getString("file_system"),
                        row.getString("label"),
                        Worker.VolumeStatus.valueOf(row.getString("status")),
                        row.getString("reason")))
                .list();
    }

    /** Stores one segment whole; where the filler fails nothing of it is kept. */
    public SegmentTotals store(long acquisitionId, int segment, SegmentFiller filler)
            throws IOException, InterruptedException {
        try (SegmentStore store = new SegmentStore(dataSource.getConnection(), acquisitionId, segment)) {
            filler.fill(store);
            store.commit();
            return new SegmentTotals(store.files(), store.bytes());
        } catch (SQLException e) {
            throw new IOException(
                    "The database did not take segment " + segment + ": " + e.getMessage()
                            + "; it is tried again when the database answers",
                    e);
        }
    }

    /** A connection for what streams rows; the caller closes it. */
    Connection connection() throws SQLException {
        return dataSource.getConnection();
    }

    static FoundFile.Status status(String name) {
        return FoundFile.Status.valueOf(name);
    }
}
