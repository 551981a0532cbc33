package org.curlew.pipeline.stages;

import org.curlew.pipeline.devices.DeviceFiles.Hit;
import org.curlew.triage.hashsets.index.HashHit;

/** A set's answer as it is stored with a file. */
public final class SetHits {

    private SetHits() {}

    public static Hit of(HashHit hit) {
        return new Hit(
                hit.setVersionId(),
                hit.set(),
                hit.role().label(),
                hit.scheme(),
                Integer.toString(hit.version()),
                hit.category(),
                hit.kind().label(),
                hit.victimIdentified(),
                hit.offenderIdentified(),
                hit.distributed(),
                hit.series() == null ? "" : hit.series());
    }
}
