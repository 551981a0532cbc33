package org.curlew.pipeline.application;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.curlew.storage.capacity.CapacityWatch;
import org.curlew.storage.capacity.NeedEstimator;
import org.curlew.storage.capacity.Pool;
import org.curlew.storage.capacity.PoolMeasures;
import org.curlew.storage.capacity.Pools;
import org.curlew.storage.capacity.ServerMetrics;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.triage.obligations.ObligationRules;
import org.curlew.triage.rules.RuleBook;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The pools that room is reserved in, what they are measured by, and the forecast. */
@Configuration(proxyBeanMethods = false)
class CapacityConfiguration {

    @Bean
    Pools pools(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock,
            DataFolder folder,
            @Value("${curlew.pools.objects.location:}") String objects,
            @Value("${curlew.pools.objects.capacity:0}") long capacity,
            @Value("${curlew.objects.endpoint:}") String endpoint,
            @Value("${curlew.pools.objects.metrics:}") String metrics,
            @Value("${curlew.pools.hot-share.location:}") String hotShare,
            @Value("${curlew.pools.cold.location:}") String cold) {
        Pools pools = new Pools(jdbc, transactions, clock);
        pools.define(new Pool(
                StorageConfiguration.OBJECTS,
                Pool.Kind.OBJECT_STORE,
                place(objects, endpoint, metrics, folder),
                capacity > 0 ? capacity : null));
        pools.define(new Pool(
                "working-space", Pool.Kind.WORKING_SPACE, folder.folder("work").toString(), null));
        if (!hotShare.isEmpty()) {
            pools.define(new Pool("hot-share", Pool.Kind.HOT_SHARE, hotShare, null));
        }
        if (!cold.isEmpty()) {
            pools.define(new Pool("cold", Pool.Kind.COLD, cold, null));
        }
        return pools;
    }

    /** A server of the force's own leaves the local folder empty: measuring that would say that there is always room. */
    private static String place(String location, String endpoint, String metrics, DataFolder folder) {
        if (!location.isEmpty()) {
            return location;
        }
        return endpoint.isEmpty() || !metrics.isEmpty()
                ? folder.folder("objects").toString()
                : endpoint;
    }

    @Bean
    PoolMeasures poolMeasures(
            Pools pools,
            ObjectProvider<ObjectStore> store,
            @Value("${curlew.pools.objects.metrics:}") String page,
            @Value("${curlew.pools.objects.metric-used:}") String used,
            @Value("${curlew.pools.objects.metric-capacity:}") String capacity) {
        return new PoolMeasures(
                pools,
                page.isEmpty()
                        ? Map.of()
                        : Map.of(StorageConfiguration.OBJECTS, new ServerMetrics(URI.create(page), used, capacity)),
                listings(pools, store));
    }

    private static Map<String, LongSupplier> listings(Pools pools, ObjectProvider<ObjectStore> store) {
        boolean listed = pools.all().stream()
                .anyMatch(p -> p.name().equals(StorageConfiguration.OBJECTS) && p.remote() && !p.immeasurable());
        return listed ? Map.of(StorageConfiguration.OBJECTS, () -> bytes(store.getObject())) : Map.of();
    }

    private static long bytes(ObjectStore store) {
        LongAdder sum = new LongAdder();
        store.list("", head -> sum.add(head.size()));
        return sum.sum();
    }

    @Bean
    NeedEstimator needEstimator(JdbcClient jdbc) {
        return new NeedEstimator(jdbc);
    }

    @Bean
    CapacityWatch capacityWatch(JdbcClient jdbc, Pools pools, RuleBook rules, Clock clock) {
        return new CapacityWatch(
                jdbc,
                pools,
                () -> rules.inForce("obligations", ObligationRules.class)
                        .storage()
                        .thresholds(),
                clock);
    }
}
