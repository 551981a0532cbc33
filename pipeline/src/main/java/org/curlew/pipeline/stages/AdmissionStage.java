package org.curlew.pipeline.stages;

import org.curlew.pipeline.devices.Acquisition;
import org.springframework.stereotype.Service;

/** x */
@Service
public class AdmissionStage implements Stage {
    @Override
    public String name() {
        return "admission";
    }

    @Override
    public Ending run(Acquisition acquisition, ProgressBoard.Progress progress) {
        return Ending.onward(null, "x");
    }
}
