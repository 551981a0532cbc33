package org.curlew.pipeline.stages;

import java.util.Map;
import java.util.Optional;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.storage.capacity.ByteSizes;
import org.curlew.storage.capacity.ReservationResult;
import org.curlew.storage.retention.Retention;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.Exhibits;
import org.springframework.stereotype.Service;

/** Reserves room before work starts; without room the exhibit is held, and asked for again by itself. */
@Service
public class AdmissionStage implements Stage {

    private final Room room;
    private final Pressing pressing;
    private final Exhibits exhibits;
    private final Retention retention;
    private final StageRuns runs;

    public AdmissionStage(Room room, Pressing pressing, Exhibits exhibits, Retention retention, StageRuns runs) {
        this.room = room;
        this.pressing = pressing;
        this.exhibits = exhibits;
        this.retention = retention;
        this.runs = runs;
    }

    @Override
    public String name() {
        return "admission";
    }

    @Override
    public Ending run(Acquisition acquisition, ProgressBoard.Progress progress) {
        Optional<String> stopped = pressing.stopped(acquisition);
        if (stopped.isPresent()) {
            // what a crash left after it had been given would be missing to whom this one has to wait for
            room.release(acquisition, stopped.get());
            return Ending.hold(
                    ExhibitState.HELD_FOR_STORAGE, stopped.get() + "; it is admitted by itself when there is room");
        }
        return switch (room.reserve(acquisition)) {
            case ReservationResult.Granted granted ->
                Ending.onward(
                                // work that failed later and is taken up again is further than this
                                runs.done(acquisition.id(), "verification") ? null : ExhibitState.ADMITTED,
                                ByteSizes.text(granted.bytes()) + " reserved for media")
                        .over(granted.bytes(), 0)
                        .with(Map.of("reservation", granted.reservation()))
                        .storing(() -> keep(acquisition));
            case ReservationResult.Refused refused ->
                Ending.hold(
                        ExhibitState.HELD_FOR_STORAGE,
                        refused.reason()
                                + pressing.advice(acquisition, refused)
                                + "; it is admitted by itself when there is room");
        };
    }

    /** From now on there is data to keep, and a rule that says until when. */
    private void keep(Acquisition acquisition) {
        long caseId = exhibits.findCase(acquisition.caseReference()).orElseThrow();
        retention.keepExhibit(
                caseId, acquisition.caseReference(), acquisition.exhibitId(), acquisition.exhibitReference());
    }
}
