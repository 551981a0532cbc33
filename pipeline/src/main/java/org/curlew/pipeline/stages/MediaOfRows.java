package org.curlew.pipeline.stages;

import java.util.HexFormat;
import java.util.Iterator;
import org.curlew.grading.media.Camera;
import org.curlew.grading.media.Content;
import org.curlew.grading.media.FoundMedia;
import org.curlew.grading.media.Match;
import org.curlew.grading.media.Place;
import org.curlew.pipeline.devices.DeviceFiles.Hit;
import org.curlew.pipeline.devices.DeviceFiles.Row;
import org.curlew.pipeline.worker.FoundFile;

/** File rows as grading sees them: a content, the place it lies at, and what a set says of it. */
public final class MediaOfRows implements Iterator<FoundMedia> {

    private static final HexFormat HEX = HexFormat.of();

    private final Iterator<Row> rows;

    public MediaOfRows(Iterator<Row> rows) {
        this.rows = rows;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public FoundMedia next() {
        Row row = rows.next();
        FoundFile f = row.file();
        FoundFile.Camera c = f.camera();
        return new FoundMedia(
                new Content(
                        HEX.formatHex(f.sha256()),
                        HEX.formatHex(f.md5()),
                        HEX.formatHex(f.sha1()),
                        f.size(),
                        f.mime(),
                        c == null ? Camera.NONE : new Camera(c.make(), c.model(), c.serial(), c.taken()),
                        null,
                        null),
                new Place(
                        f.volume(),
                        f.path(),
                        f.container(),
                        f.created(),
                        f.modifiedUtc(),
                        f.accessed(),
                        f.changed(),
                        f.allocated(),
                        f.deleted(),
                        f.orphan()),
                row.hit() == null ? null : match(row.hit()));
    }

    private static Match match(Hit hit) {
        return new Match(
                hit.setName(),
                hit.version(),
                hit.role(),
                hit.scheme(),
                hit.category(),
                hit.kind(),
                hit.victimIdentified(),
                hit.offenderIdentified(),
                hit.distributed(),
                hit.series());
    }
}
