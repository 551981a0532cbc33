package org.curlew.pipeline.stages;

import java.util.Optional;
import org.curlew.pipeline.application.StorageConfiguration;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.imagestore.ImageMover;
import org.curlew.storage.capacity.NeedEstimator;
import org.curlew.storage.capacity.PoolMeasures;
import org.curlew.storage.capacity.Pools;
import org.curlew.storage.capacity.ReservationResult;
import org.springframework.stereotype.Service;

/** Room for a device's media: reserved before work begins, given back when it ends, and learned from in between. */
@Service
public class Room {

    private static final String PURPOSE = "media";
    private static final String IMAGE = "image";

    /** Half of a device's bytes are media: what is assumed until five devices of the kind have shown better (judgement). */
    private static final double ASSUMED_SHARE = 0.5;

    /** A reservation that was too small is raised to what is written and a quarter more, and by 64 MiB at least (judgement). */
    private static final long RAISED_BY = 4;

    private static final long SMALLEST_RAISE = 64L << 20;

    private final Pools pools;
    private final PoolMeasures measures;
    private final NeedEstimator estimator;
    private final Acquisitions acquisitions;
    private final ImageMover mover;

    public Room(
            Pools pools, PoolMeasures measures, NeedEstimator estimator, Acquisitions acquisitions, ImageMover mover) {
        this.pools = pools;
        this.measures = measures;
        this.estimator = estimator;
        this.acquisitions = acquisitions;
        this.mover = mover;
    }

    /** Reserves what the device is expected to need; asked again it gives the same reservation. */
    public ReservationResult reserve(Acquisition acquisition) {
        measures.measure(StorageConfiguration.OBJECTS);
        long image = mover.needs(acquisition.parts());
        if (image > 0
                && pools.reserve(StorageConfiguration.OBJECTS, acquisition.exhibitId(), image, IMAGE)
                        instanceof ReservationResult.Refused refused) {
            return refused;
        }
        return pools.reserve(StorageConfiguration.OBJECTS, acquisition.exhibitId(), estimate(acquisition), PURPOSE);
    }

    /** What the device is expected to need, in bytes. */
    public long needs(long acquisition) {
        return estimate(acquisitions.find(acquisition));
    }

    /** Follows one device's writing; when it needs more than was reserved, the reservation is raised. */
    public Meter meter(Acquisition acquisition) {
        return new Meter(
                acquisition.exhibitId(),
                media(acquisition.exhibitId()).map(Pools.Held::written).orElse(0L));
    }

    private Optional<Pools.Held> media(long exhibitId) {
        return pools.held(exhibitId).stream()
                .filter(each -> each.purpose().equals(PURPOSE))
                .findFirst();
    }

    /** What one device has written, in this attempt and in those before it. */
    public final class Meter {

        private final long exhibitId;
        private final long before;
        private long all;

        private Meter(long exhibitId, long before) {
            this.exhibitId = exhibitId;
            this.before = before;
            this.all = before;
        }

        /**
         * Tells how much is written. A device that holds no room any more, since its work had failed, reserves anew.
         *
         * @param bytes since the meter was made
         * @return why the work must pause: it needs more than was reserved and there is no more; else empty
         */
        public Optional<ReservationResult.Refused> written(long bytes) {
            all = before + bytes;
            Optional<ReservationResult.Refused> refused =
                    media(exhibitId).filter(held -> all <= held.bytes()).isPresent() ? Optional.empty() : raise();
            media(exhibitId).ifPresent(held -> pools.written(held.id(), all));
            return refused;
        }

        /** All that the device has written, in bytes. */
        public long total() {
            return all;
        }

        private Optional<ReservationResult.Refused> raise() {
            measures.measure(StorageConfiguration.OBJECTS);
            long wanted = all + Math.max(all / RAISED_BY, SMALLEST_RAISE);
            return pools.reserve(StorageConfiguration.OBJECTS, exhibitId, wanted, PURPOSE)
                            instanceof ReservationResult.Refused refused
                    ? Optional.of(refused)
                    : Optional.empty();
        }
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
