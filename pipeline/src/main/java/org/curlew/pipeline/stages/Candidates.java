package org.curlew.pipeline.stages;

import java.util.List;
import org.curlew.grading.media.Camera;
import org.curlew.grading.victims.FirstGeneration;
import org.curlew.grading.victims.SuspectDevices;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.DeviceCameras;
import org.springframework.stereotype.Service;

/**
 * Counts a device's media, known to nobody else, whose EXIF names a camera that fits a device of the case's suspects. A hint that raises the
 * rank and tasks victim identification, never a finding.
 */
@Service
public class Candidates {

    private final DeviceCameras cameras;
    private final FirstGeneration firstGeneration;

    public Candidates(DeviceCameras cameras, FirstGeneration firstGeneration) {
        this.cameras = cameras;
        this.firstGeneration = firstGeneration;
    }

    /**
     * What was found.
     *
     * @param media distinct content
     * @param reason for the camera that most of them name, "" where there is none
     */
    record Found(long media, String reason) {

        static final Found NONE = new Found(0, "");

        /** To be put behind the sentence of the screening. */
        String words() {
            return media == 0 ? "" : "; " + media + " candidates for first-generation material: " + reason;
        }
    }

    Found of(Acquisition acquisition) {
        SuspectDevices devices = firstGeneration.devicesBeside(acquisition.exhibitId());
        if (devices.devices().isEmpty()) {
            return Found.NONE;
        }
        long media = 0;
        String first = "";
        for (DeviceCameras.Named named : cameras.unknown(acquisition.id())) {
            List<String> reasons = devices.reasons(new Camera(named.make(), named.model(), named.serial(), ""));
            if (!reasons.isEmpty()) {
                media += named.media();
                first = first.isEmpty() ? reasons.getFirst() : first;
            }
        }
        return new Found(media, first);
    }
}
