package org.curlew.pipeline.stages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.PictureFingerprint;
import org.curlew.grading.victims.WorkOrder;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.DeviceFiles;
import org.curlew.pipeline.devices.DeviceFiles.Row;
import org.curlew.pipeline.devices.RowCursor;
import org.curlew.pipeline.near.NearMatching;
import org.curlew.pipeline.worker.Worker;
import org.curlew.pipeline.worker.Worker.Fingerprint;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * Gives every distinct picture of the device its PDQ and every video those of its frames, then compares them by likeness with what the
 * device's sets know. What has a hash is passed by, so a second run only does what is left. What cannot be decoded holds nothing up: its
 * reason is stored with it, and it is tried again on the next device. Where something resembles, the exhibit is ranked again.
 */
@Service
public class PerceptualStage implements Stage {

    /** Pictures asked of the worker, and stored, at a time. */
    private static final int BATCH = 2000;

    private final DeviceFiles files;
    private final Media media;
    private final Worker worker;
    private final VideoWork videos;
    private final NearMatching near;
    private final WorkOrder order;
    private final Ranking ranking;
    private final boolean enabled;

    public PerceptualStage(
            DeviceFiles files,
            Media media,
            Worker worker,
            VideoWork videos,
            NearMatching near,
            WorkOrder order,
            Ranking ranking,
            @Value("${curlew.perceptual.enabled:true}") boolean enabled) {
        this.files = files;
        this.media = media;
        this.worker = worker;
        this.videos = videos;
        this.near = near;
        this.order = order;
        this.ranking = ranking;
        this.enabled = enabled;
    }

    @Override
    public String name() {
        return "perceptual";
    }

    @Override
    public Ending run(Acquisition acquisition, ProgressBoard.Progress progress) throws Exception {
        if (!enabled) {
            return Ending.onward(
                    null,
                    "pictures get no PDQ and nothing is compared by likeness: curlew.perceptual.enabled is false");
        }
        Looked looked = new Looked();
        try (RowCursor rows = files.picturesWithoutPdq(acquisition.id())) {
            List<Row> batch = new ArrayList<>();
            while (rows.hasNext()) {
                batch.add(rows.next());
                if (batch.size() == BATCH) {
                    fingerprint(acquisition, batch, looked, progress);
                    batch.clear();
                }
            }
            fingerprint(acquisition, batch, looked, progress);
        }
        VideoWork.Done films = videos.run(acquisition, progress);
        NearMatching.Compared compared = near.run(acquisition.id(), acquisition.hashSetVersions());
        // what resembles known material comes first
        order.putInOrderCaseOf(acquisition.exhibitId());
        return Ending.onward(null, looked.reason() + films.reason() + "; " + compared.reason())
                .over(looked.bytes + films.bytes(), looked.hashed + films.hashed())
                .with(Map.of(
                        "fingerprinted",
                        looked.hashed,
                        "without",
                        looked.without(),
                        "videos",
                        films.hashed(),
                        "compared",
                        compared.contents(),
                        "resembling",
                        compared.near()))
                .storing(() -> {
                    if (compared.near() > 0) {
                        ranking.again(acquisition);
                    }
                });
    }

    private void fingerprint(Acquisition acquisition, List<Row> batch, Looked looked, ProgressBoard.Progress progress)
            throws IOException, InterruptedException {
        List<PictureFingerprint> found = new ArrayList<>();
        List<Row> asked = new ArrayList<>();
        for (Row row : batch) {
            if (row.file().size() > Worker.LARGEST_PICTURE) {
                found.add(looked.at(
                        row, Fingerprint.none(Worker.tooLarge(row.file().size()))));
            } else {
                asked.add(row);
            }
        }
        if (!asked.isEmpty()) {
            worker.fingerprints(
                    acquisition.readFrom(),
                    asked.stream().map(row -> row.file().locator()).toList(),
                    (index, fingerprint) -> found.add(looked.at(asked.get(index), fingerprint)),
                    (done, total, count) -> progress.progress(looked.bytes, 0, looked.hashed));
        }
        media.fingerprinted(found);
    }

    /** Counts what was looked at. */
    private static final class Looked {

        private final Map<String, Long> statuses = new TreeMap<>();
        private long hashed;
        private long bytes;

        PictureFingerprint at(Row row, Fingerprint fingerprint) {
            bytes += row.file().size();
            String status = fingerprint.status();
            if (!status.isEmpty()) {
                statuses.merge(status.substring(0, Math.max(status.indexOf(':'), 0)), 1L, Long::sum);
            }
            boolean none = fingerprint.pdq() == null;
            hashed += none ? 0 : 1;
            return new PictureFingerprint(
                    HexFormat.of().formatHex(row.file().sha256()),
                    fingerprint.pdq(),
                    fingerprint.turned(),
                    none ? null : fingerprint.quality(),
                    status);
        }

        long without() {
            return statuses.entrySet().stream()
                    .filter(e -> !e.getKey().equals("PARTIAL"))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        String reason() {
            String said = hashed + " pictures got a PDQ";
            return statuses.isEmpty() ? said : said + "; " + ReadingOutcomes.inWords(statuses);
        }
    }
}
