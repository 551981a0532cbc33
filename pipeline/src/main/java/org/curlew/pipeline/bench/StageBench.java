package org.curlew.pipeline.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.pipeline.stages.Intake;

/** Sends an image through the routes as any device, and takes the seconds that the stages themselves recorded. */
public final class StageBench {

    private final Application application;
    private final Path scratch;
    private final boolean withPeers;
    private int run;

    public StageBench(Application application, Path scratch, boolean withPeers) {
        this.application = application;
        this.scratch = scratch;
        this.withPeers = withPeers;
    }

    private record Stages(double verification, double extraction) {}

    /** Rows of a Markdown table: one warm-up, then pairs of runs in turn. */
    public List<String> measure(Path image, int runs) throws IOException, InterruptedException {
        Peers peers = new Peers(scratch);
        Series verification = new Series();
        Series extraction = new Series();
        process(image);
        for (int i = 0; i < runs; i++) {
            Stages ours = process(image);
            System.err.printf(
                    Locale.ROOT,
                    "%s run %d: verification %.2f s, extraction and matching %.2f s%n",
                    image.getFileName(),
                    i + 1,
                    ours.verification(),
                    ours.extraction());
            verification.add(ours.verification(), withPeers ? peers.digests(image) : 0);
            extraction.add(ours.extraction(), withPeers ? peers.extraction(image) : 0);
        }
        String name = image.getFileName().toString();
        return List.of(
                verification.row("whole-media digests, " + name, peers.digestsName(image)),
                extraction.row("extraction and matching, " + name, "tsk_recover -e, hashdeep -r -c md5,sha1,sha256"));
    }

    private Stages process(Path image) throws InterruptedException {
        Intake intake = application.get(Intake.class);
        Acquisition acquisition = intake.submit(
                "BENCH",
                "RUN/" + ++run,
                List.of(image),
                Acquisition.Declared.NONE,
                List.of(),
                scratch.resolve("out-" + run),
                "bench");
        while (!intake.finished(acquisition.id())) {
            Thread.sleep(20);
        }
        StageRuns stages = application.get(StageRuns.class);
        return new Stages(
                seconds(stages, acquisition, "verification"),
                seconds(stages, acquisition, "extraction") + seconds(stages, acquisition, "matching"));
    }

    private static double seconds(StageRuns stages, Acquisition acquisition, String stage) {
        return stages.find(acquisition.id(), stage)
                .filter(r -> r.state().equals("DONE"))
                .orElseThrow(() -> new IllegalStateException(stage + " did not end; see the log"))
                .seconds();
    }
}
