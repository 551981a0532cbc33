package org.curlew.pipeline.stages;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.DeviceFiles;
import org.curlew.pipeline.devices.DeviceFiles.Hit;
import org.curlew.pipeline.devices.DeviceFiles.HitSink;
import org.curlew.pipeline.devices.DeviceFiles.Row;
import org.curlew.pipeline.devices.SetsUsed;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.index.HashHit;
import org.curlew.triage.hashsets.index.HashIndex;
import org.curlew.triage.register.ExhibitState;
import org.springframework.stereotype.Service;

/**
 * Looks every hashed file up in every set at once. The versions of the sets are fixed when the stage begins and kept with
 * the result; a set that is missing or not whole stops the stage, since nothing may be called screened then.
 */
@Service
public class MatchingStage implements Stage {

    private final HashSets hashSets;
    private final SetsUsed used;
    private final DeviceFiles files;

    public MatchingStage(HashSets hashSets, SetsUsed used, DeviceFiles files) {
        this.hashSets = hashSets;
        this.used = used;
        this.files = files;
    }

    @Override
    public String name() {
        return "matching";
    }

    @Override
    public Ending run(Acquisition acquisition, ProgressBoard.Progress progress) throws IOException {
        List<Long> versions = used.fix(acquisition);
        long lookedUp = 0;
        if (!versions.isEmpty()) {
            HashIndex index = hashSets.index(versions);
            lookedUp = files.match(acquisition.id(), (row, sink) -> match(index, row, sink));
        }
        String reason = versions.isEmpty()
                ? "no hash set is in force: nothing was compared"
                : lookedUp + " files compared with " + versions.size() + " hash sets";
        return Ending.onward(ExhibitState.MATCHED, reason)
                .over(0, lookedUp)
                .with(Map.of("setVersions", versions.toString()));
    }

    private static void match(HashIndex index, Row row, HitSink sink) throws IOException {
        List<HashHit> hits =
                index.lookup(row.file().md5(), row.file().sha1(), row.file().sha256());
        int rank = 0;
        for (HashHit hit : hits) {
            sink.hit(
                    row,
                    rank++,
                    new Hit(
                            hit.setVersionId(),
                            hit.set(),
                            hit.role().label(),
                            hit.scheme(),
                            Integer.toString(hit.version()),
                            hit.category(),
                            hit.kind().label(),
                            hit.victimIdentified(),
                            hit.offenderIdentified(),
                            hit.distributed(),
                            hit.series() == null ? "" : hit.series()));
        }
    }
}
