package org.curlew.pipeline.rest.storage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.storage.capacity.CapacityWatch;
import org.curlew.storage.capacity.Forecast;
import org.curlew.storage.capacity.Pool;
import org.curlew.storage.capacity.PoolState;
import org.curlew.storage.capacity.Pools;
import org.curlew.storage.capacity.StorageLevel;
import org.springframework.web.bind.annotation.GetMapping;

/** How full the storage is, and when it will be full. */
@Api
@Allowed({Role.COMMAND, Role.EXAMINER, Role.ADMINISTRATOR})
class StorageApi {

    private final Pools pools;
    private final CapacityWatch capacity;

    StorageApi(Pools pools, CapacityWatch capacity) {
        this.pools = pools;
        this.capacity = capacity;
    }

    /**
     * A pool, in bytes.
     *
     * @param measuredAt null when it was not measured: then nothing is given out, but for a server that nobody can measure, where nothing
     *     is held back
     * @param level null when it was not measured
     * @param bytesPerDay the trend; null before there are seven days of measurements
     * @param full the day it is full by the trend; null where it is not filling, or there is no trend yet
     * @param earliest,latest between these days at about 90 per cent
     */
    record PoolView(
            String name,
            Pool.Kind kind,
            long capacity,
            long used,
            long reserved,
            long free,
            Instant measuredAt,
            StorageLevel level,
            Double bytesPerDay,
            LocalDate full,
            LocalDate earliest,
            LocalDate latest) {}

    @GetMapping("/storage/pools")
    @Scoped(Scope.STORAGE_READ)
    @Does("Lists the storage pools with their level and the forecast of the day they are full")
    List<PoolView> pools(Viewer viewer) {
        return pools.all().stream().map(this::view).toList();
    }

    private PoolView view(Pool pool) {
        CapacityWatch.Outlook outlook = capacity.outlook(pool.name());
        PoolState state = outlook.state();
        Forecast forecast = outlook.forecast().orElse(null);
        return new PoolView(
                pool.name(),
                pool.kind(),
                state.capacity(),
                state.used(),
                state.reserved(),
                state.free(),
                state.measuredAt(),
                state.measuredAt() == null ? null : outlook.level(),
                forecast == null ? null : forecast.bytesPerDay(),
                forecast == null ? null : forecast.full().orElse(null),
                forecast == null ? null : forecast.earliest().orElse(null),
                forecast == null ? null : forecast.latest().orElse(null));
    }
}
