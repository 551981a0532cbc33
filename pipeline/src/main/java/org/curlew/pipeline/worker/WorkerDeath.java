package org.curlew.pipeline.worker;

import java.io.IOException;

/** A child died, was killed because it stood still, or spoke nonsense; says where it was. */
final class WorkerDeath extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient StatusPage.Spot spot;

    WorkerDeath(String message, StatusPage.Spot spot) {
        super(message);
        this.spot = spot;
    }

    StatusPage.Spot spot() {
        return spot == null ? StatusPage.Spot.NOWHERE : spot;
    }
}
