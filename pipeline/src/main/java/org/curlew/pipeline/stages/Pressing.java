package org.curlew.pipeline.stages;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.curlew.pipeline.application.StorageConfiguration;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.storage.capacity.ByteSizes;
import org.curlew.storage.capacity.CapacityWatch;
import org.curlew.storage.capacity.PauseProposal;
import org.curlew.storage.capacity.PoolMeasures;
import org.curlew.storage.capacity.Pools;
import org.curlew.storage.capacity.ReservationResult;
import org.curlew.storage.capacity.StorageLevel;
import org.curlew.triage.queue.Band;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.RankedExhibit;
import org.springframework.stereotype.Service;

/**
 * Who gets the last room: nothing new of the lowest band when a pool is nearly full, nothing new at all beside the first band while that
 * waits for room, and what to pause for the urgent.
 */
@Service
public class Pressing {

    private final Queue queue;
    private final Pools pools;
    private final PoolMeasures measures;
    private final CapacityWatch watch;
    private final StageRuns runs;
    private final Room room;

    public Pressing(Queue queue, Pools pools, PoolMeasures measures, CapacityWatch watch, StageRuns runs, Room room) {
        this.queue = queue;
        this.pools = pools;
        this.measures = measures;
        this.watch = watch;
        this.runs = runs;
        this.room = room;
    }

    /** Why this exhibit is not admitted whatever it needs; empty where it may ask for room. */
    public Optional<String> stopped(Acquisition acquisition) {
        return nearlyFull(acquisition).or(() -> urgentWaits(acquisition));
    }

    private Optional<String> nearlyFull(Acquisition acquisition) {
        if (ranked(acquisition.exhibitId()).filter(Band.P4::equals).isEmpty()) {
            return Optional.empty();
        }
        // as it is now: by the last turn of the clock it may have had room, or have none since
        measures.measure(StorageConfiguration.OBJECTS);
        CapacityWatch.Outlook outlook = watch.outlook(StorageConfiguration.OBJECTS);
        boolean measured = outlook.state().measuredAt() != null;
        return measured && outlook.level() == StorageLevel.STOP
                ? Optional.of("Pool " + StorageConfiguration.OBJECTS
                        + " is %.0f %% full, and from %.0f %% nothing new of band P4 begins"
                                .formatted(
                                        outlook.state().percent(),
                                        watch.thresholds().stop()))
                : Optional.empty();
    }

    /**
     * Room that comes free goes to the first band before anything below it takes it bit by bit. What would not fit into an empty pool
     * keeps nobody waiting.
     */
    private Optional<String> urgentWaits(Acquisition acquisition) {
        if (band(acquisition.exhibitId()) == Band.P0.ordinal()) {
            return Optional.empty();
        }
        long capacity = pools.state(StorageConfiguration.OBJECTS).capacity();
        return runs.heldForRoom().stream()
                .filter(held -> held.exhibitId() != acquisition.exhibitId()
                        && band(held.exhibitId()) == Band.P0.ordinal()
                        && room.needs(held.acquisitionId()).orElse(0) <= capacity)
                .findFirst()
                .map(held -> name(held.exhibitId()) + " (P0) waits for room, and what comes free is kept for it");
    }

    /** What a person could pause so that this exhibit need not wait; empty where that is nothing. */
    public String advice(Acquisition acquisition, ReservationResult.Refused refused) {
        int band = band(acquisition.exhibitId());
        List<PauseProposal.Holder> holders = pools.promised(refused.pool()).stream()
                .map(each -> new PauseProposal.Holder(each.exhibitId(), band(each.exhibitId()), each.bytes()))
                .toList();
        PauseProposal proposal = PauseProposal.of(refused.missing(), band, holders);
        if (proposal.pause().isEmpty()) {
            return "";
        }
        String which = proposal.pause().stream()
                .map(each ->
                        name(each.exhibitId()) + " (P" + each.band() + ", " + ByteSizes.text(each.promised()) + ")")
                .collect(Collectors.joining(", "));
        return "; pausing " + which + " would free " + ByteSizes.text(proposal.frees())
                + (proposal.enough() ? "" : ", which is not enough");
    }

    private Optional<Band> ranked(long exhibitId) {
        return queue.find(exhibitId).map(RankedExhibit::band);
    }

    /** An exhibit that was not ranked yet is treated as the lowest: it is never a reason to pause another. */
    private int band(long exhibitId) {
        return ranked(exhibitId).orElse(Band.P4).ordinal();
    }

    private String name(long exhibitId) {
        return queue.find(exhibitId).map(RankedExhibit::exhibitReference).orElse("exhibit " + exhibitId);
    }
}
