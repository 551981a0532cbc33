package org.curlew.pipeline.stages;

import org.curlew.pipeline.application.StorageConfiguration;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.storage.capacity.NeedEstimator;
import org.curlew.storage.capacity.Pools;
import org.curlew.storage.capacity.ReservationResult;
import org.springframework.stereotype.Service;

/** Room for a device's media: reserved before work begins, given back when it ends, and learned from in between. */
@Service
public class Room {

    private static final String PURPOSE = "media";

    /** Half of a device's bytes are media: what is assumed until five devices of the kind have shown better (judgement). */
    private static final double ASSUMED_SHARE = 0.5;

    private final Pools pools;
    private final NeedEstimator estimator;
    private final Acquisitions acquisitions;

    public Room(Pools pools, NeedEstimator estimator, Acquisitions acquisitions) {
        this.pools = pools;
        this.estimator = estimator;
        this.acquisitions = acquisitions;
    }

    /** Reserves what the device is expected to need; asked again it gives the same reservation. */
    public ReservationResult reserve(Acquisition acquisition) {
        pools.measure(StorageConfiguration.OBJECTS);
        return pools.reserve(StorageConfiguration.OBJECTS, acquisition.exhibitId(), estimate(acquisition), PURPOSE);
    }

    /** Tells what the device really needed, for the next one's estimate. */
    public void learn(Acquisition acquisition, long needed) {
        Acquisitions.Media media = acquisitions.media(acquisition.id());
        estimator.learn(media.format(), PURPOSE, media.bytes(), estimate(acquisition), needed);
    }

    /** Gives back all that the exhibit holds; a second call changes nothing. */
    public void release(long exhibitId, String reason) {
        for (Pools.Held held : pools.held(exhibitId)) {
            pools.release(held.id(), reason);
        }
    }

    private long estimate(Acquisition acquisition) {
        Acquisitions.Media media = acquisitions.media(acquisition.id());
        return estimator
                .estimate(media.format(), PURPOSE, media.bytes(), ASSUMED_SHARE)
                .bytes();
    }
}
