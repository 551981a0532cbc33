package org.curlew.pipeline.devices;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.curlew.pipeline.worker.Worker.Gap;

/** Writes gaps; shared by what finds them in a segment and what finds them in the device as a whole. */
final class GapRows {

    private GapRows() {}

    static void insert(Connection connection, long acquisitionId, int segment, List<Gap> gaps) throws SQLException {
        String sql = """
                insert into gap (acquisition_id, segment, ordinal, kind, path, byte_offset, length, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int ordinal = 0;
            for (Gap gap : gaps) {
                statement.setLong(1, acquisitionId);
                statement.setInt(2, segment);
                statement.setInt(3, ordinal++);
                statement.setString(4, gap.kind());
                statement.setString(5, gap.path().replace('\0', '\u2400'));
                statement.setLong(6, gap.offset());
                statement.setLong(7, gap.length());
                statement.setString(8, gap.reason().replace('\0', '\u2400'));
                statement.addBatch();
                if (ordinal % 1000 == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        }
    }
}
