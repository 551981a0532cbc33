package org.curlew.pipeline.stages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.DeviceFiles;
import org.curlew.pipeline.devices.DeviceFiles.HitSink;
import org.curlew.pipeline.devices.DeviceFiles.Row;
import org.curlew.pipeline.devices.LateHits;
import org.curlew.pipeline.devices.SetsUsed;
import org.curlew.pipeline.force.GradesToVotes;
import org.curlew.triage.hashsets.ForceSet;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetVersion;
import org.curlew.triage.hashsets.index.ExhibitDigests;
import org.curlew.triage.hashsets.index.HashHit;
import org.curlew.triage.hashsets.index.HashIndex;
import org.curlew.triage.register.ExhibitState;
import org.springframework.stereotype.Service;

/**
 * Looks every hashed file up in every set at once, and keeps the digests so that a set that grows can be compared with this device
 * later. The versions of the sets are fixed when the stage begins and kept with the result; a set that is missing or not whole stops
 * the stage, since nothing may be called screened then. What was graded in this force until now counts.
 */
@Service
public class MatchingStage implements Stage {

    private final HashSets hashSets;
    private final SetsUsed used;
    private final DeviceFiles files;
    private final LateHits late;
    private final ExhibitDigests digests;
    private final GradesToVotes grades;

    public MatchingStage(
            HashSets hashSets,
            SetsUsed used,
            DeviceFiles files,
            LateHits late,
            ExhibitDigests digests,
            GradesToVotes grades) {
        this.hashSets = hashSets;
        this.used = used;
        this.files = files;
        this.late = late;
        this.digests = digests;
        this.grades = grades;
    }

    @Override
    public String name() {
        return "matching";
    }

    @Override
    public Ending run(Acquisition acquisition, ProgressBoard.Progress progress) throws IOException {
        grades.refresh();
        List<Long> versions = versions(acquisition);
        long lookedUp = match(acquisition, versions);
        // A version that came into use meanwhile was compared with past exhibits, among which this one was not yet.
        while (acquisition.hashSetVersions().isEmpty() && !versions.equals(inForce())) {
            versions = versions(acquisition);
            lookedUp = match(acquisition, versions);
        }
        String reason = versions.isEmpty()
                ? "no hash set is in force: nothing was compared"
                : lookedUp + " files compared with " + versions.size() + " hash sets";
        return Ending.onward(ExhibitState.MATCHED, reason)
                .over(0, lookedUp)
                .with(Map.of("setVersions", versions.toString()));
    }

    /** Those asked for, else all in force; the force's own sets in any case. */
    private List<Long> versions(Acquisition acquisition) {
        List<Long> versions = new ArrayList<>(used.fix(acquisition));
        for (SetVersion version : hashSets.usable()) {
            if (ForceSet.named(version.name()) && !versions.contains(version.id())) {
                versions.add(version.id());
                late.compared(acquisition.id(), version.id());
            }
        }
        return versions;
    }

    private List<Long> inForce() {
        return hashSets.usable().stream().map(SetVersion::id).toList();
    }

    private long match(Acquisition acquisition, List<Long> versions) throws IOException {
        HashIndex index = versions.isEmpty() ? null : hashSets.index(versions);
        try (ExhibitDigests.Writer kept = digests.write(acquisition.id())) {
            long lookedUp = files.match(acquisition.id(), (rows, sink) -> {
                for (Row row : rows) {
                    kept.add(row.file().md5(), row.file().sha1(), row.file().sha256());
                }
                if (index != null) {
                    match(index, rows, sink);
                }
            });
            kept.finish();
            return index == null ? 0 : lookedUp;
        }
    }

    private static void match(HashIndex index, List<Row> rows, HitSink sink) throws IOException {
        byte[][] md5 = new byte[rows.size()][];
        byte[][] sha1 = new byte[rows.size()][];
        byte[][] sha256 = new byte[rows.size()][];
        for (int i = 0; i < rows.size(); i++) {
            md5[i] = rows.get(i).file().md5();
            sha1[i] = rows.get(i).file().sha1();
            sha256[i] = rows.get(i).file().sha256();
        }
        List<List<HashHit>> answers = new ArrayList<>(rows.size());
        index.lookupAll(md5, sha1, sha256, rows.size(), (number, hits) -> answers.add(hits));
        for (int i = 0; i < rows.size(); i++) {
            int rank = 0;
            for (HashHit hit : answers.get(i)) {
                sink.hit(rows.get(i), rank++, SetHits.of(hit));
            }
        }
    }
}
