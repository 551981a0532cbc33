package org.curlew.pipeline.results;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.pipeline.application.ToolVersion;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.DeviceContents;
import org.curlew.pipeline.devices.DeviceTotals;
import org.curlew.pipeline.devices.SetsUsed;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.storage.objects.PrivateFiles;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.register.Exhibits;
import org.springframework.stereotype.Service;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes {@code summary.json} from what the database holds of an acquisition. */
@Service
public class ResultFiles {

    private final Acquisitions acquisitions;
    private final DeviceContents contents;
    private final DeviceTotals totals;
    private final StageRuns runs;
    private final SetsUsed sets;
    private final Exhibits exhibits;
    private final Queue queue;
    private final JsonMapper json =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public ResultFiles(
            Acquisitions acquisitions,
            DeviceContents contents,
            DeviceTotals totals,
            StageRuns runs,
            SetsUsed sets,
            Exhibits exhibits,
            Queue queue) {
        this.acquisitions = acquisitions;
        this.contents = contents;
        this.totals = totals;
        this.runs = runs;
        this.sets = sets;
        this.exhibits = exhibits;
        this.queue = queue;
    }

    /** Whether every byte range and file is accounted for. */
    public boolean complete(long acquisitionId) {
        return totals.gapsThatCount(acquisitionId) == 0;
    }

    /** Writes the summary beside the target and moves it there, so that a half-written one is never seen. */
    public void writeSummary(long acquisitionId, Path target) {
        try {
            Path half = target.resolveSibling(target.getFileName() + ".part");
            try (OutputStream out = PrivateFiles.out(half)) {
                json.writeValue(out, summary(acquisitionId));
            }
            Files.move(half, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The summary cannot be written to " + target + ": " + e.getMessage(), e);
        }
    }

    private Summary summary(long id) {
        Acquisition acquisition = acquisitions.find(id);
        Exhibits.StateChange state = exhibits.current(acquisition.exhibitId()).orElseThrow();
        DeviceTotals.Files files = totals.files(id);
        DeviceTotals.Media media = totals.media(id);
        return new Summary(
                acquisition.exhibitReference(),
                acquisition.caseReference(),
                state.state().name(),
                state.reason(),
                image(acquisition),
                contents.volumes(id).stream()
                        .map(v -> new Summary.VolumeLine(
                                v.index(),
                                v.offset(),
                                v.bytes(),
                                v.fileSystem(),
                                v.label(),
                                v.status().name(),
                                v.reason()))
                        .toList(),
                new Summary.FilesLine(
                        files.found(),
                        files.allocated(),
                        files.deleted(),
                        files.hashed(),
                        files.unreadable(),
                        files.skipped(),
                        files.inArchives(),
                        files.bytesHashed()),
                new Summary.MediaLine(media.pictures(), media.videos(), media.distinct()),
                sets.totals(acquisition).stream()
                        .map(s -> new Summary.MatchLine(
                                s.set(), s.role(), s.version(), s.entries(), s.exact(), s.near(), s.byCategory()))
                        .toList(),
                new Summary.Certificate(
                        complete(id) && runs.done(id, "triage"),
                        totals.gaps(id).stream()
                                .map(g -> new Summary.GapLine(g.kind(), g.path(), g.offset(), g.length(), g.reason()))
                                .toList()),
                stages(id),
                ToolVersion.text(),
                new TreeMap<>(Map.of("queue", queue.rules().version())));
    }

    private List<Summary.StageLine> stages(long id) {
        return runs.all(id).stream()
                .filter(r -> r.state().equals("DONE"))
                .map(r ->
                        new Summary.StageLine(r.stage(), Math.round(r.seconds() * 1000) / 1000.0, r.bytes(), r.files()))
                .toList();
    }

    private Summary.Image image(Acquisition acquisition) {
        Acquisitions.Media m = acquisitions.media(acquisition.id());
        Acquisition.Declared declared = acquisition.expected();
        String md5 = first(declared.md5(), m.storedMd5());
        String sha1 = first(declared.sha1(), m.storedSha1());
        boolean anyDeclared = first(declared.md5(), first(declared.sha1(), declared.sha256())) != null;
        boolean anyStored = first(m.storedMd5(), m.storedSha1()) != null;
        return new Summary.Image(
                acquisition.parts().getFirst().toString(),
                m.format(),
                m.segments(),
                m.bytes(),
                m.md5(),
                m.sha1(),
                m.sha256(),
                new Summary.Reference(
                        md5, sha1, declared.sha256(), anyDeclared ? "declared" : anyStored ? "stored" : null),
                m.verification(),
                acquisitions.facts(acquisition.id()));
    }

    private static String first(String a, String b) {
        return a != null ? a : b;
    }
}
