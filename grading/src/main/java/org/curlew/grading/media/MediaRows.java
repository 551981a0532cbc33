package org.curlew.grading.media;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/** The columns of the two tables, in both directions. */
final class MediaRows {

    private MediaRows() {}

    /** In the column order of the staging table: that of occurrence, then those of content. */
    static byte[] fill(CopyRow row, long exhibitId, FoundMedia found) {
        Content content = found.content();
        Place place = found.place();
        row.plain(exhibitId)
                .hex(content.sha256())
                .plain(place.volume())
                .text(place.path())
                .text(place.container())
                .text(place.created())
                .text(place.modified())
                .text(place.accessed())
                .text(place.changed())
                .plain(place.allocated())
                .plain(place.deleted())
                .plain(place.orphan());
        Match match = found.match();
        if (match == null) {
            for (int column = 0; column < 10; column++) {
                row.plain(null);
            }
        } else {
            row.text(match.set())
                    .text(match.version())
                    .text(match.role())
                    .text(match.scheme())
                    .plain(match.category())
                    .text(match.kind())
                    .plain(match.victimIdentified())
                    .plain(match.offenderIdentified())
                    .plain(match.distributed())
                    .text(match.series());
        }
        Camera camera = content.camera();
        return row.hex(content.md5())
                .hex(content.sha1())
                .plain(content.size())
                .text(content.mime())
                .text(camera.make())
                .text(camera.model())
                .text(camera.serial())
                .text(camera.taken())
                .hex(content.pdq())
                .plain(content.pdqQuality())
                .end();
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
