package org.curlew.pipeline.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.extraction.Poison;
import org.curlew.pipeline.extraction.Watch;

/** Counts a call's deaths by where they happened, and decides what is left out. */
final class Deaths {

    private final WorkerSettings settings;
    private final Map<StatusPage.Spot, Integer> spots = new HashMap<>();
    private final List<Poison> poison = new ArrayList<>();
    private int count;
    private int nowhere;
    private String last = "";

    /** @param known what was learned about this image before */
    Deaths(WorkerSettings settings, List<Poison> known) {
        this.settings = settings;
        this.poison.addAll(known);
    }

    int count() {
        return count;
    }

    List<Poison> poison() {
        return List.copyOf(poison);
    }

    /** False where it is enough: then the call ends with what there is. */
    boolean goesOn(WorkerDeath death) {
        count++;
        last = death.getMessage();
        StatusPage.Spot spot = death.spot();
        boolean placed = spot.phase() != Watch.Phase.IDLE
                && !(spot.phase() == Watch.Phase.TABLE && spot.address() == Watch.NOWHERE);
        if (!placed) {
            nowhere++;
            return nowhere <= settings.deathsBeforeExclusion() && count < settings.deathsBeforeGivingUp();
        }
        int here = spots.merge(spot, 1, Integer::sum);
        if (here >= settings.deathsBeforeExclusion()) {
            poison.add(new Poison(
                    spot.phase(),
                    spot.address(),
                    spot.attributeType(),
                    spot.attributeId(),
                    "the reader died on it (" + death.getMessage() + ") " + here + " times"));
        }
        return count < settings.deathsBeforeGivingUp();
    }

    String last() {
        return last;
    }

    Worker.Gap gap(Worker.Segment segment) {
        return new Worker.Gap(
                "WALK_STOPPED",
                "",
                0,
                0,
                "volume " + segment.volume() + ": the reader died " + count + " times (last: " + last
                        + "); the files of addresses " + segment.fromAddress() + " to " + (segment.toAddress() - 1)
                        + " are listed only as far as it came");
    }
}
