package org.curlew.pipeline.stages;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    private static final String MEDIA = "media";
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

    /**
     * Reserves what the device is expected to need; asked again it gives the same reservation. Where there is no room for all of it
     * nothing is held: two devices that each held a half would wait for each other.
     */
    public ReservationResult reserve(Acquisition acquisition) {
        measures.measure(StorageConfiguration.OBJECTS);
        long image = image(acquisition);
        if (image > 0
                && pools.reserve(StorageConfiguration.OBJECTS, acquisition.exhibitId(), image, of(IMAGE, acquisition))
                        instanceof ReservationResult.Refused refused) {
            return refused;
        }
        ReservationResult media = pools.reserve(
                StorageConfiguration.OBJECTS, acquisition.exhibitId(), estimate(acquisition), of(MEDIA, acquisition));
        if (media instanceof ReservationResult.Refused) {
            held(IMAGE, acquisition)
                    .ifPresent(held -> pools.release(held.id(), "there is no room for the media beside it"));
        }
        return media;
    }

    /**
     * What the device is expected to need, in bytes: its media, and its image where that is still to be moved into the store.
     *
     * @return empty where its size is not known: its image was not looked at yet, or is out of reach
     */
    public OptionalLong needs(long acquisition) {
        Acquisition device = acquisitions.find(acquisition);
        if (acquisitions.media(acquisition).bytes() == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(estimate(device) + image(device));
        } catch (UncheckedIOException outOfReach) {
            return OptionalLong.empty();
        }
    }

    private long image(Acquisition acquisition) {
        return acquisition.readFrom().equals(acquisition.parts()) ? mover.needs(acquisition.parts()) : 0;
    }

    /** The image lies in the store now: its room is use, and no longer a promise. */
    public void imageMoved(Acquisition acquisition) {
        held(IMAGE, acquisition).ifPresent(held -> pools.written(held.id(), held.bytes()));
    }

    /** Follows one device's writing; when it needs more than was reserved, the reservation is raised. */
    public Meter meter(Acquisition acquisition) {
        return new Meter(
                acquisition, held(MEDIA, acquisition).map(Pools.Held::written).orElse(0L));
    }

    /** An exhibit can have several images at work at once, and each holds room of its own. */
    private static String of(String purpose, Acquisition acquisition) {
        return purpose + ":" + acquisition.id();
    }

    private Optional<Pools.Held> held(String purpose, Acquisition acquisition) {
        return pools.held(acquisition.exhibitId()).stream()
                .filter(each -> each.purpose().equals(of(purpose, acquisition)))
                .findFirst();
    }

    /** What one device has written, in this attempt and in those before it. */
    public final class Meter {

        private final Acquisition device;
        private final long before;
        private long all;

        private Meter(Acquisition device, long before) {
            this.device = device;
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
                    held(MEDIA, device).filter(held -> all <= held.bytes()).isPresent() ? Optional.empty() : raise();
            held(MEDIA, device).ifPresent(held -> pools.written(held.id(), all));
            return refused;
        }

        /** All that the device has written, in bytes. */
        public long total() {
            return all;
        }

        private Optional<ReservationResult.Refused> raise() {
            measures.measure(StorageConfiguration.OBJECTS);
            long wanted = all + Math.max(all / RAISED_BY, SMALLEST_RAISE);
            return pools.reserve(StorageConfiguration.OBJECTS, device.exhibitId(), wanted, of(MEDIA, device))
                            instanceof ReservationResult.Refused refused
                    ? Optional.of(refused)
                    : Optional.empty();
        }
    }

    /** Tells what the device really needed, for the next one's estimate; that of this one is judged as it was when it was made. */
    public void learn(Acquisition acquisition, long needed) {
        Acquisitions.Media media = acquisitions.media(acquisition.id());
        long estimated = held(MEDIA, acquisition).map(Pools.Held::asked).orElseGet(() -> estimate(acquisition));
        estimator.learn(media.format(), MEDIA, media.bytes(), estimated, needed);
    }

    /** Gives back all that is held for the acquisition; a second call changes nothing. */
    public void release(Acquisition acquisition, String reason) {
        for (String purpose : List.of(MEDIA, IMAGE)) {
            held(purpose, acquisition).ifPresent(held -> pools.release(held.id(), reason));
        }
    }

    private long estimate(Acquisition acquisition) {
        Acquisitions.Media media = acquisitions.media(acquisition.id());
        return estimator
                .estimate(media.format(), MEDIA, media.bytes(), ASSUMED_SHARE)
                .bytes();
    }
}
