package org.curlew.pipeline.web.storage;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import org.curlew.pipeline.application.StorageConfiguration;
import org.curlew.pipeline.imagestore.StoredImages;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.stages.Room;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Words;
import org.curlew.storage.capacity.CapacityWatch;
import org.curlew.storage.capacity.Forecast;
import org.curlew.storage.capacity.NeedEstimator;
import org.curlew.storage.capacity.Pool;
import org.curlew.storage.capacity.Pools;
import org.curlew.storage.capacity.StorageLevel;
import org.curlew.storage.packs.MediaPacks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/** What the storage page says of pools and of what waits for them. It changes nothing. */
@Service
@ConditionalOnWebApplication
class StorageDesk {

    private static final int WAITING = 200;

    private final Pools pools;
    private final CapacityWatch capacity;
    private final NeedEstimator estimator;
    private final Room room;
    private final ObjectProvider<MediaPacks> packs;
    private final StoredImages images;
    private final Lookups lookups;
    private final CaseAccess access;
    private final Words words;
    private final Clock clock;

    StorageDesk(
            Pools pools,
            CapacityWatch capacity,
            NeedEstimator estimator,
            Room room,
            ObjectProvider<MediaPacks> packs,
            StoredImages images,
            Lookups lookups,
            CaseAccess access,
            Words words,
            Clock clock) {
        this.pools = pools;
        this.capacity = capacity;
        this.estimator = estimator;
        this.room = room;
        this.packs = packs;
        this.images = images;
        this.lookups = lookups;
        this.access = access;
        this.words = words;
        this.clock = clock;
    }

    /**
     * A pool with its level and the sentence of its forecast.
     *
     * @param ours bytes that our own rows say lie there; null where we keep no rows of it
     * @param chart null before there are two days of measurements
     */
    public record PoolLine(Pool pool, CapacityWatch.Outlook outlook, String full, Long ours, ForecastChart chart) {

        /** What is measured and not ours: other people's files, or what a crash left. */
        public Long others() {
            return ours == null || outlook.state().measuredAt() == null
                    ? null
                    : Long.valueOf(outlook.state().used() - ours);
        }
    }

    /** An exhibit that waits for room, with the bytes it is expected to need; null where that is not known. */
    public record Waiting(Lookups.ExhibitLine line, Long needs) {}

    /**
     * Everything that waits.
     *
     * @param named those of cases that the person may see
     */
    public record Queue(List<Waiting> named, int all, long bytes) {}

    List<PoolLine> pools() {
        return pools.all().stream().map(this::line).toList();
    }

    StorageLevel.Thresholds thresholds() {
        return capacity.thresholds();
    }

    Queue waiting(Viewer viewer) {
        LongPredicate visible = access.visibleTo(viewer);
        List<Waiting> all = lookups.exhibitsIn(List.of("HELD_FOR_STORAGE"), WAITING).stream()
                .map(line -> new Waiting(line, line.acquisition() == null ? null : needs(line.acquisition())))
                .toList();
        return new Queue(
                all.stream().filter(w -> visible.test(w.line().caseId())).toList(),
                all.size(),
                all.stream().mapToLong(w -> w.needs() == null ? 0 : w.needs()).sum());
    }

    private Long needs(long acquisition) {
        OptionalLong bytes = room.needs(acquisition);
        return bytes.isPresent() ? bytes.getAsLong() : null;
    }

    /** How good the estimates were. */
    List<NeedEstimator.Accuracy> accuracy() {
        return estimator.accuracy();
    }

    private PoolLine line(Pool pool) {
        CapacityWatch.Outlook outlook = capacity.outlook(pool.name());
        Forecast forecast = outlook.forecast().orElse(null);
        List<Forecast.Day> history = capacity.history(pool.name());
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return new PoolLine(
                pool,
                outlook,
                outlook.state().measuredAt() == null ? pool.unmeasured() : full(forecast),
                pool.name().equals(StorageConfiguration.OBJECTS)
                        ? packs.getObject().sealedBytes() + images.bytes()
                        : null,
                history.size() < 2 || outlook.state().measuredAt() == null
                        ? null
                        : ForecastChart.of(history, outlook.state().capacity(), forecast, today));
    }

    private String full(Forecast forecast) {
        if (forecast == null) {
            return "has no forecast yet: seven days of measurements are needed";
        }
        if (forecast.full().isEmpty()) {
            return "is not filling";
        }
        String from = forecast.earliest().map(words::day).orElse("a day that cannot be said");
        String to = forecast.latest().map(words::day).orElse("much later");
        return "is full on about " + words.day(forecast.full().get()) + " (between " + from + " and " + to + ")";
    }
}
