package org.curlew.pipeline.devices;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.curlew.pipeline.worker.FoundFile;
import org.curlew.storage.database.CopyRows;
import org.springframework.stereotype.Service;

/** Reads file rows as a stream, however many there are, and stores the hits of a matching run. */
@Service
public class DeviceFiles {

    /** Files looked up in one call: a large index is searched faster for many at once. */
    private static final int MATCHED_TOGETHER = 1024;

    private static final String COLUMNS = """
            f.segment, f.ordinal, f.volume, f.path, f.path_bytes, f.size, f.allocated, f.deleted, f.orphan, f.container,
            f.mime, f.created, f.modified, f.accessed, f.changed, f.md5, f.sha1, f.sha256, f.status, f.reason,
            f.address, f.attribute_type, f.attribute_id, f.inner_path,
            f.camera_make, f.camera_model, f.camera_serial, f.camera_taken
            """;

    private final DataSource dataSource;

    public DeviceFiles(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The gravest hit of a file; null where no set holds it. */
    public record Hit(
            long setVersionId,
            String setName,
            String role,
            String scheme,
            String version,
            Integer category,
            String kind,
            Boolean victimIdentified,
            Boolean offenderIdentified,
            Boolean distributed,
            String series) {}

    /** A file by its place in the acquisition, with its gravest hit and its PDQ. */
    public record Row(int segment, long ordinal, FoundFile file, Hit hit, Perceptual perceptual) {}

    /**
     * A picture's PDQ; null in a row where there is none, or where it was not read.
     *
     * @param quality 0 to 100
     */
    public record Perceptual(byte[] pdq, int quality) {}

    /** Takes the hits of a matching run. */
    public interface HitSink {
        void hit(Row row, int rank, Hit hit) throws IOException;
    }

    /** Looks some files up and gives their hits to the sink; the list is used again afterwards. */
    public interface Matcher {
        void match(List<Row> rows, HitSink sink) throws IOException;
    }

    /** Rows in the order of files.csv: volume, path as bytes, then what tells two files of one name apart. */
    public RowCursor inListOrder(long acquisitionId) throws IOException {
        return open("select " + COLUMNS + """
                        , h.set_version_id, h.set_name, h.role, h.scheme, h.set_version, h.category, h.kind,
                          h.victim_identified, h.offender_identified, h.distributed, h.series, c.pdq, c.pdq_quality
                        from file_record f
                        left join file_hit h on h.acquisition_id = f.acquisition_id and h.segment = f.segment
                             and h.ordinal = f.ordinal and h.rank = 0
                        left join content c on c.sha256 = f.sha256
                        where f.acquisition_id = ?
                        order by f.volume, f.path, f.container, f.address, f.attribute_type, f.attribute_id,
                                 f.allocated desc, f.sha256, f.size, f.ordinal
                        """, acquisitionId, RowCursor.Extent.PERCEPTUAL);
    }

    /** Hashed pictures and videos with their gravest hit, same content side by side. */
    public RowCursor mediaByContent(long acquisitionId) throws IOException {
        return open("select " + COLUMNS + """
                        , h.set_version_id, h.set_name, h.role, h.scheme, h.set_version, h.category, h.kind,
                          h.victim_identified, h.offender_identified, h.distributed, h.series
                        from file_record f
                        left join file_hit h on h.acquisition_id = f.acquisition_id and h.segment = f.segment
                             and h.ordinal = f.ordinal and h.rank = 0
                        where f.acquisition_id = ? and f.status = 'HASHED' and f.size > 0
                              and (f.mime like 'image/%' or f.mime like 'video/%')
                        order by f.sha256, f.volume, f.path, f.container, f.address, f.ordinal
                        """, acquisitionId, RowCursor.Extent.HIT);
    }

    /**
     * One row a distinct picture that has no PDQ yet, in the order in which the device is read; a picture that lies both in
     * an archive and outside is read outside.
     */
    public RowCursor picturesWithoutPdq(long acquisitionId) throws IOException {
        return open(
                "select * from (select distinct on (f.sha256) " + COLUMNS + """
                        from file_record f join content c on c.sha256 = f.sha256 and c.pdq is null
                        where f.acquisition_id = ? and f.status = 'HASHED' and f.size > 0 and f.mime like 'image/%'
                        order by f.sha256, f.inner_path <> '', f.volume, f.address, f.inner_path, f.ordinal) p
                        order by p.volume, p.address, p.attribute_type, p.attribute_id, p.inner_path
                        """, acquisitionId, RowCursor.Extent.FILE);
    }

    /** Matches every hashed file in one pass and stores the hits, in one transaction; returns files looked up. */
    public long match(long acquisitionId, Matcher matcher) throws IOException {
        long count = 0;
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from file_hit where acquisition_id = ?")) {
                delete.setLong(1, acquisitionId);
                delete.executeUpdate();
            }
            try (CopyRows hits = new CopyRows(connection, """
                    copy file_hit (acquisition_id, segment, ordinal, rank, set_version_id, set_name, role, scheme,
                                   set_version, category, kind, victim_identified, offender_identified, distributed,
                                   series) from stdin (format binary)
                    """)) {
                HitSink sink = (row, rank, hit) -> store(hits, acquisitionId, row, rank, hit);
                try (RowCursor rows = open(
                        "select " + COLUMNS + " from file_record f where f.acquisition_id = ? and f.status = 'HASHED'",
                        acquisitionId,
                        RowCursor.Extent.FILE)) {
                    List<Row> together = new ArrayList<>(MATCHED_TOGETHER);
                    while (rows.hasNext()) {
                        together.add(rows.next());
                        if (together.size() == MATCHED_TOGETHER || !rows.hasNext()) {
                            matcher.match(together, sink);
                            count += together.size();
                            together.clear();
                        }
                    }
                }
                hits.end();
            }
            connection.commit();
            return count;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static void store(CopyRows hits, long acquisitionId, Row row, int rank, Hit hit) throws IOException {
        hits.row(15)
                .bigint(acquisitionId)
                .integer(row.segment())
                .bigint(row.ordinal())
                .integer(rank)
                .bigint(hit.setVersionId())
                .text(hit.setName())
                .text(hit.role())
                .text(hit.scheme())
                .text(hit.version());
        if (hit.category() == null) {
            hits.text(null);
        } else {
            hits.integer(hit.category());
        }
        hits.text(hit.kind());
        hits.bool(hit.victimIdentified());
        hits.bool(hit.offenderIdentified());
        hits.bool(hit.distributed());
        hits.text(hit.series());
    }

    private RowCursor open(String sql, long acquisitionId, RowCursor.Extent extent) throws IOException {
        try {
            return new RowCursor(dataSource.getConnection(), sql, acquisitionId, extent);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    static IOException failed(SQLException e) {
        return new IOException("The database did not answer while file rows were read: " + e.getMessage(), e);
    }
}
