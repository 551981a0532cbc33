package org.curlew.pipeline.stages;

import org.curlew.pipeline.devices.Acquisition;
import org.springframework.stereotype.Service;

/** x */
@Service
public class MediaStoreStage implements Stage {
    @Override
    public String name() {
        return "media-store";
    }

    @Override
    public Ending run(Acquisition acquisition, ProgressBoard.Progress progress) {
        return Ending.onward(null, "x");
    }
}
