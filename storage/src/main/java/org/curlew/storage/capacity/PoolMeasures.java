package org.curlew.storage.capacity;

import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Measures each pool from the real thing: the server's own figures where it has a page of them, our bucket's listing where only the
 * capacity was said, else the file system.
 */
public final class PoolMeasures {

    private final Pools pools;
    private final Map<String, ServerMetrics> servers;
    private final Map<String, LongSupplier> listings;

    /** @param servers by the pool's name */
    public PoolMeasures(Pools pools, Map<String, ServerMetrics> servers) {
        this(pools, servers, Map.of());
    }

    /**
     * @param servers by the pool's name
     * @param listings bytes of what lies there, by the pool's name, for servers without figures
     */
    public PoolMeasures(Pools pools, Map<String, ServerMetrics> servers, Map<String, LongSupplier> listings) {
        this.pools = pools;
        this.servers = Map.copyOf(servers);
        this.listings = Map.copyOf(listings);
    }

    /**
     * Measures the pool and records it.
     *
     * @throws CapacityException when it cannot be measured; the last measurement then still holds
     */
    public PoolState measure(String pool) {
        ServerMetrics server = servers.get(pool);
        LongSupplier listing = listings.get(pool);
        if (server == null && listing != null) {
            long capacity = pools.find(pool).capacity();
            return pools.record(pool, () -> new Pools.Measured(listing.getAsLong(), capacity));
        }
        if (server == null) {
            return pools.measure(pool);
        }
        return pools.record(pool, () -> {
            ServerMetrics.Figures figures = server.read();
            return new Pools.Measured(figures.used(), figures.capacity());
        });
    }
}
