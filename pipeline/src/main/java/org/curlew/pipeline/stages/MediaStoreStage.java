package org.curlew.pipeline.stages;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Iterator;
import org.curlew.grading.media.Camera;
import org.curlew.grading.media.Content;
import org.curlew.grading.media.FoundMedia;
import org.curlew.grading.media.Match;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Place;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.DeviceFiles;
import org.curlew.pipeline.devices.DeviceFiles.Hit;
import org.curlew.pipeline.devices.DeviceFiles.Row;
import org.curlew.pipeline.devices.RowCursor;
import org.curlew.pipeline.worker.FoundFile;
import org.springframework.stereotype.Service;

/**
 * Records the device's pictures and videos for grading, and stores the bytes of those that need eyes: neither known-good nor
 * already matched by an illegal set. A content is stored once however often and on how many devices it is found.
 */
@Service
public class MediaStoreStage implements Stage {

    private static final HexFormat HEX = HexFormat.of();

    private final DeviceFiles files;
    private final Media media;

    public MediaStoreStage(DeviceFiles files, Media media) {
        this.files = files;
        this.media = media;
    }

    @Override
    public String name() {
        return "media-store";
    }

    @Override
    public Ending run(Acquisition acquisition, ProgressBoard.Progress progress) throws IOException {
        Media.Recorded recorded;
        try (RowCursor rows = files.mediaByContent(acquisition.id())) {
            recorded = media.record(acquisition.exhibitId(), found(rows));
        }
        return Ending.onward(
                        null,
                        recorded.distinct() + " distinct media at " + recorded.occurrences() + " places, "
                                + recorded.firstSeen() + " never seen before")
                .over(0, recorded.occurrences());
    }

    private static Iterator<FoundMedia> found(RowCursor rows) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public FoundMedia next() {
                return media(rows.next());
            }
        };
    }

    private static FoundMedia media(Row row) {
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
                        f.modified(),
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
