package org.curlew.grading.media;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import org.curlew.storage.database.CopyRows;

/** The columns of the two tables, in both directions. */
final class MediaRows {

    private static final int COLUMNS = 32;
    private static final int MATCH_COLUMNS = 10;

    private MediaRows() {}

    /** In the column order of the staging table: that of occurrence, then those of content. */
    static void fill(CopyRows rows, long exhibitId, FoundMedia found) throws IOException {
        Content content = found.content();
        Place place = found.place();
        rows.row(COLUMNS)
                .bigint(exhibitId)
                .bytea(bytes(content.sha256()))
                .integer(place.volume())
                .text(place.path())
                .text(place.container())
                .text(place.created())
                .text(place.modified())
                .text(place.accessed())
                .text(place.changed())
                .bool(place.allocated())
                .bool(place.deleted())
                .bool(place.orphan());
        match(rows, found.match());
        Camera camera = content.camera();
        rows.bytea(bytes(content.md5()))
                .bytea(bytes(content.sha1()))
                .bigint(content.size())
                .text(content.mime())
                .text(camera.make())
                .text(camera.model())
                .text(camera.serial())
                .text(camera.taken())
                .bytea(bytes(content.pdq()))
                .smallint(content.pdqQuality());
    }

    private static void match(CopyRows rows, Match match) throws IOException {
        if (match == null) {
            for (int column = 0; column < MATCH_COLUMNS; column++) {
                rows.absent();
            }
            return;
        }
        rows.text(match.set())
                .text(match.version())
                .text(match.role())
                .text(match.scheme())
                .integer(match.category())
                .text(match.kind())
                .bool(match.victimIdentified())
                .bool(match.offenderIdentified())
                .bool(match.distributed())
                .text(match.series());
    }

    private static byte[] bytes(String hex) {
        return hex == null ? null : HexFormat.of().parseHex(hex);
    }

    static MediaGroups.Row row(ResultSet row, int number) throws SQLException {
        Place place = new Place(
                row.getInt("volume"),
                row.getString("path"),
                row.getString("container"),
                row.getString("created"),
                row.getString("modified"),
                row.getString("accessed"),
                row.getString("changed"),
                row.getBoolean("allocated"),
                row.getBoolean("deleted"),
                row.getBoolean("orphan"));
        return new MediaGroups.Row(
                content(row), new ExhibitMedia.Occurrence(row.getString("exhibit_reference"), place, match(row)));
    }

    private static Content content(ResultSet row) throws SQLException {
        return new Content(
                hex(row, "sha256"),
                hex(row, "md5"),
                hex(row, "sha1"),
                row.getLong("size"),
                row.getString("mime"),
                new Camera(
                        row.getString("camera_make"),
                        row.getString("camera_model"),
                        row.getString("camera_serial"),
                        row.getString("camera_taken")),
                hex(row, "pdq"),
                row.getObject("pdq_quality", Integer.class));
    }

    private static Match match(ResultSet row) throws SQLException {
        String set = row.getString("match_set");
        if (set == null) {
            return null;
        }
        return new Match(
                set,
                row.getString("match_version"),
                row.getString("match_role"),
                row.getString("match_scheme"),
                row.getObject("match_category", Integer.class),
                row.getString("match_kind"),
                row.getObject("victim_identified", Boolean.class),
                row.getObject("offender_identified", Boolean.class),
                row.getObject("distributed", Boolean.class),
                row.getString("series"));
    }

    private static String hex(ResultSet row, String column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }
}
