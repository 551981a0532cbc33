package org.curlew.pipeline.stages;

import java.util.Map;
import org.curlew.pipeline.devices.Acquisition;
import org.springframework.stereotype.Service;

/** Writes what the machine and its users did into the ledger, in the transaction of the act itself. */
@Service
public class Acts {

    /** An image was given to the machine. */
    public void bookedIn(Acquisition acquisition, String actor) {
    }

    /** A stage of an acquisition ended. */
    public void stage(String stage, Acquisition acquisition, Map<String, Object> details) {
    }
}
