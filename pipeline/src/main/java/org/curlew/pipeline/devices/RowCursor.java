package org.curlew.pipeline.devices;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.curlew.pipeline.devices.DeviceFiles.Hit;
import org.curlew.pipeline.devices.DeviceFiles.Perceptual;
import org.curlew.pipeline.devices.DeviceFiles.Row;
import org.curlew.pipeline.worker.FoundFile;
import org.curlew.pipeline.worker.FoundFile.Camera;
import org.curlew.pipeline.worker.Worker.FileLocator;
import org.springframework.jdbc.UncategorizedSQLException;

/** File rows one after the other from the server's cursor; memory does not grow with their number. */
public final class RowCursor implements Iterator<Row>, AutoCloseable {

    private static final int FETCH = 2000;

    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Extent extent;
    private boolean ahead;
    private boolean there;

    /** What a row's columns hold; each holds what those before it do. */
    enum Extent {
        FILE,
        HIT,
        PERCEPTUAL
    }

    RowCursor(Connection connection, String sql, long acquisitionId, Extent extent) throws SQLException {
        this.connection = connection;
        this.extent = extent;
        connection.setAutoCommit(false);
        statement = connection.prepareStatement(sql);
        statement.setFetchSize(FETCH);
        statement.setLong(1, acquisitionId);
        rows = statement.executeQuery();
    }

    @Override
    public boolean hasNext() {
        if (!ahead) {
            try {
                there = rows.next();
            } catch (SQLException e) {
                throw new UncategorizedSQLException("reading file rows", null, e);
            }
            ahead = true;
        }
        return there;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ahead = false;
        try {
            return row(rows, extent);
        } catch (SQLException e) {
            throw new UncategorizedSQLException("reading file rows", null, e);
        }
    }

    @Override
    public void close() throws IOException {
        try (connection;
                statement;
                rows) {
            connection.rollback();
        } catch (SQLException e) {
            throw DeviceFiles.failed(e);
        }
    }

    private static Row row(ResultSet r, Extent extent) throws SQLException {
        String make = r.getString(25);
        Camera camera = make == null ? null : new Camera(make, r.getString(26), r.getString(27), r.getString(28));
        FoundFile file = new FoundFile(
                r.getInt(3),
                r.getString(4),
                r.getBytes(5),
                r.getLong(6),
                r.getBoolean(7),
                r.getBoolean(8),
                r.getBoolean(9),
                r.getString(10),
                r.getString(11),
                r.getString(12),
                r.getString(13),
                r.getString(14),
                r.getString(15),
                r.getBytes(16),
                r.getBytes(17),
                r.getBytes(18),
                FoundFile.Status.valueOf(r.getString(19)),
                r.getString(20),
                camera,
                new FileLocator(r.getInt(3), r.getLong(21), r.getInt(22), r.getInt(23), r.getString(24)));
        Hit hit = null;
        if (extent != Extent.FILE && r.getObject(29) != null) {
            hit = new Hit(
                    r.getLong(29),
                    r.getString(30),
                    r.getString(31),
                    r.getString(32),
                    r.getString(33),
                    (Integer) r.getObject(34),
                    r.getString(35),
                    (Boolean) r.getObject(36),
                    (Boolean) r.getObject(37),
                    (Boolean) r.getObject(38),
                    r.getString(39));
        }
        byte[] pdq = extent == Extent.PERCEPTUAL ? r.getBytes(40) : null;
        Perceptual perceptual = pdq == null ? null : new Perceptual(pdq, r.getInt(41));
        return new Row(r.getInt(1), r.getLong(2), file, hit, perceptual);
    }
}
