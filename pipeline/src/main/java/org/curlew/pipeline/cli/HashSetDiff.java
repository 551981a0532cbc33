package org.curlew.pipeline.cli;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.retro.RetroMatching;
import org.curlew.triage.hashsets.HashSetException;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetVersion;
import org.curlew.triage.hashsets.index.DigestKind;
import org.curlew.triage.hashsets.index.ExhibitDigests;
import org.curlew.triage.hashsets.index.IndexDiff;
import org.curlew.triage.hashsets.index.RetroMatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code curlew hash-set diff}: what one version of a set has that another has not, or grades otherwise. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description =
                "Lists entries added, removed and re-graded between two versions, written NAME or NAME:VERSION, and"
                        + " the cases they touch.")
final class HashSetDiff implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "A", description = "The version before.")
    private String before;

    @Parameters(index = "1", paramLabel = "B", description = "The version after.")
    private String after;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws IOException {
        try (Application application = data.start()) {
            HashSets sets = application.get(HashSets.class);
            List<SetVersion> known = sets.list();
            HexFormat hex = HexFormat.of();
            Map<Long, Long> touched = new TreeMap<>();
            application.get(RetroMatching.class).keepMissingDigests();
            RetroMatch past = new RetroMatch(
                    application.get(ExhibitDigests.class), hit -> touched.merge(hit.exhibitId(), 1L, Long::sum));
            Map<DigestKind, IndexDiff.Counts> counts =
                    sets.diff(find(known, before).id(), find(known, after).id(), (change, kind, digest, from, to) -> {
                        past.add(kind, digest);
                        System.out.println(
                                change + "\t" + kind.label() + "\t" + hex.formatHex(digest) + "\t" + from + "\t" + to);
                    });
            past.finish();
            counts.forEach((kind, count) -> System.out.println(kind.label() + ": " + count.added() + " added, "
                    + count.removed() + " removed, " + count.regraded() + " re-graded, " + count.same() + " the same"));
            Acquisitions acquisitions = application.get(Acquisitions.class);
            touched.forEach((id, digests) -> {
                Acquisition device = acquisitions.find(id);
                System.out.println("touches case " + device.caseReference() + ", exhibit " + device.exhibitReference()
                        + ": " + digests + " digests");
            });
            return ExitCodes.COMPLETE;
        } catch (HashSetException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }

    /** A set by name (its newest version), or one version of it. */
    static SetVersion find(List<SetVersion> known, String text) {
        int colon = text.lastIndexOf(':');
        boolean numbered = colon > 0 && text.substring(colon + 1).matches("\\d+");
        String name = numbered ? text.substring(0, colon) : text;
        return known.stream()
                .filter(v -> v.name().equals(name))
                .filter(v -> !numbered || v.number() == Integer.parseInt(text.substring(colon + 1)))
                .findFirst()
                .orElseThrow(() -> new RefusedException("There is no hash set " + text + ": see curlew hash-set list"));
    }
}
