package org.curlew.storage.capacity;

import java.util.Map;

/** Measures each pool from the real thing: the server's own figures where it has a page of them, else the file system. */
public final class PoolMeasures {

    private final Pools pools;
    private final Map<String, ServerMetrics> servers;

    /** @param servers by the pool's name */
    public PoolMeasures(Pools pools, Map<String, ServerMetrics> servers) {
        this.pools = pools;
        this.servers = Map.copyOf(servers);
    }

    /**
     * Measures the pool and records it.
     *
     * @throws CapacityException when it cannot be measured; the last measurement then still holds
     */
    public PoolState measure(String pool) {
        ServerMetrics server = servers.get(pool);
        if (server == null) {
            return pools.measure(pool);
        }
        ServerMetrics.Figures figures = server.read();
        return pools.record(pool, figures.used(), figures.capacity());
    }
}
