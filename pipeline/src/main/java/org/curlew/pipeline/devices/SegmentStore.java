package org.curlew.pipeline.devices;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.curlew.pipeline.worker.FoundFile;
import org.curlew.pipeline.worker.Worker.FileSink;
import org.curlew.pipeline.worker.Worker.Gap;
import org.curlew.storage.database.CopyRows;

/**
 * Takes the files of one segment as they are found and stores them with the segment's end in one transaction: a segment is
 * there whole or not at all. Rows of an earlier attempt are replaced.
 */
final class SegmentStore implements FileSink, AutoCloseable {

    private static final String COPY = """
            copy file_record (acquisition_id, segment, ordinal, volume, path, path_bytes, size, allocated, deleted, orphan,
                              container, mime, created, modified, accessed, changed, md5, sha1, sha256, status, reason,
                              address, attribute_type, attribute_id, inner_path,
                              camera_make, camera_model, camera_serial, camera_taken)
            from stdin (format binary)
            """;

    private final Connection connection;
    private final long acquisitionId;
    private final int segment;
    private final List<Gap> gaps = new ArrayList<>();
    private CopyRows rows;
    private long files;
    private long bytes;

    SegmentStore(Connection connection, long acquisitionId, int segment) throws SQLException, IOException {
        this.connection = connection;
        this.acquisitionId = acquisitionId;
        this.segment = segment;
        connection.setAutoCommit(false);
        begin();
    }

    private void begin() throws SQLException, IOException {
        update("delete from file_record where acquisition_id = ? and segment = ?");
        update("delete from gap where acquisition_id = ? and segment = ?");
        rows = new CopyRows(connection, COPY);
        gaps.clear();
        files = 0;
        bytes = 0;
    }

    private void update(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, acquisitionId);
            statement.setInt(2, segment);
            statement.executeUpdate();
        }
    }

    @Override
    public void file(FoundFile f) throws IOException {
        FoundFile.Camera camera = f.camera();
        rows.row(29)
                .bigint(acquisitionId)
                .integer(segment)
                .bigint(files++)
                .integer(f.volume())
                .text(f.path())
                .bytea(f.rawPath())
                .bigint(f.size())
                .bool(f.allocated())
                .bool(f.deleted())
                .bool(f.orphan())
                .text(f.container())
                .text(f.mime())
                .text(f.created())
                .text(f.modified())
                .text(f.accessed())
                .text(f.changed())
                .bytea(f.md5())
                .bytea(f.sha1())
                .bytea(f.sha256())
                .text(f.status().name())
                .text(f.reason())
                .bigint(f.locator().address())
                .integer(f.locator().attributeType())
                .integer(f.locator().attributeId())
                .text(f.locator().innerPath())
                .text(camera == null ? null : camera.make())
                .text(camera == null ? null : camera.model())
                .text(camera == null ? null : camera.serial())
                .text(camera == null ? null : camera.taken());
        if (f.status() == FoundFile.Status.HASHED) {
            bytes += f.size();
        }
    }

    @Override
    public void gap(Gap gap) {
        gaps.add(gap);
    }

    /** Forgets what came so far: the reader died and begins the segment anew. */
    @Override
    public void restart() throws IOException {
        try {
            rows.close();
            connection.rollback();
            begin();
        } catch (SQLException e) {
            throw new IOException("The database did not take the segment anew: " + e.getMessage(), e);
        }
    }

    /** Stores everything and marks the segment done. */
    void commit() throws SQLException, IOException {
        rows.end();
        GapRows.insert(connection, acquisitionId, segment, gaps);
        update("update segment set state = 'DONE' where acquisition_id = ? and number = ?");
        connection.commit();
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            rows.close();
            connection.rollback();
        }
    }
}
