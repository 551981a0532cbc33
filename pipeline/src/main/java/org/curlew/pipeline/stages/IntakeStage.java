package org.curlew.pipeline.stages;

import java.util.List;
import java.util.Map;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.DeviceContents;
import org.curlew.pipeline.images.ImageFacts;
import org.curlew.pipeline.images.ImageRefusedException;
import org.curlew.pipeline.worker.Worker;
import org.curlew.pipeline.worker.Worker.DevicePlan;
import org.curlew.pipeline.worker.Worker.VolumeStatus;
import org.curlew.triage.queue.Acceptance;
import org.curlew.triage.register.ExhibitState;
import org.springframework.stereotype.Service;

/**
 * Recognises the image; what is no image, or one that cannot be read, is quarantined with the reason. An exhibit that may not
 * be examined yet waits before anything of it is read: no legal basis, no question (practice 3.3).
 */
@Service
public class IntakeStage implements Stage {

    private final Worker worker;
    private final Acquisitions acquisitions;
    private final DeviceContents contents;
    private final Acceptance acceptance;

    public IntakeStage(Worker worker, Acquisitions acquisitions, DeviceContents contents, Acceptance acceptance) {
        this.acceptance = acceptance;
        this.worker = worker;
        this.acquisitions = acquisitions;
        this.contents = contents;
    }

    @Override
    public String name() {
        return "intake";
    }

    @Override
    public Ending run(Acquisition acquisition, ProgressBoard.Progress progress) throws Exception {
        List<Acceptance.Gap> blocking = acquisitions.asksAcceptance(acquisition.id())
                ? acceptance.blocking(acquisition.exhibitId())
                : List.of();
        if (!blocking.isEmpty()) {
            return Ending.hold(
                    ExhibitState.BOOKED_IN,
                    "not accepted yet: "
                            + String.join(
                                    "; ",
                                    blocking.stream().map(Acceptance.Gap::words).toList())
                            + ". It begins by itself once that is recorded on the case and the exhibit");
        }
        try {
            ImageFacts facts = worker.identify(acquisition.parts()).facts();
            DevicePlan plan = worker.plan(acquisition.parts());
            Runnable effects = () -> {
                acquisitions.recognised(acquisition.id(), facts);
                contents.plan(acquisition.id(), plan);
            };
            if (plan.volumes().stream().allMatch(v -> v.status() == VolumeStatus.UNKNOWN)) {
                return Ending.stop(
                                ExhibitState.QUARANTINED,
                                acquisition.parts().getFirst()
                                        + " holds no partition table and no file system that can be read: check that it is"
                                        + " a disk image, or convert it to raw or E01")
                        .storing(effects);
            }
            return Ending.onward(
                            ExhibitState.QUEUED,
                            "image recognised: " + facts.format() + ", " + facts.bytes() + " bytes of media, "
                                    + plan.volumes().size() + " volumes"
                                    + (facts.damage() == null ? "" : "; the image file is damaged: " + facts.damage()))
                    .over(facts.bytes(), facts.segments())
                    .with(Map.of(
                            "format",
                            facts.format(),
                            "parts",
                            acquisition.parts().toString()))
                    .storing(effects);
        } catch (ImageRefusedException refused) {
            return Ending.stop(ExhibitState.QUARANTINED, refused.getMessage());
        }
    }
}
