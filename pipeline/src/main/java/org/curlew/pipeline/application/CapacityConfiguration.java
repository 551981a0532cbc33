package org.curlew.pipeline.application;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.curlew.storage.capacity.CapacityWatch;
import org.curlew.storage.capacity.NeedEstimator;
import org.curlew.storage.capacity.Pool;
import org.curlew.storage.capacity.PoolMeasures;
import org.curlew.storage.capacity.Pools;
import org.curlew.storage.capacity.ServerMetrics;
import org.curlew.triage.obligations.ObligationRules;
import org.curlew.triage.rules.RuleBook;
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
            @Value("${curlew.pools.hot-share.location:}") String hotShare,
            @Value("${curlew.pools.cold.location:}") String cold) {
        Pools pools = new Pools(jdbc, transactions, clock);
        pools.define(new Pool(
                StorageConfiguration.OBJECTS,
                Pool.Kind.OBJECT_STORE,
                objects.isEmpty() ? folder.folder("objects").toString() : objects,
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

    @Bean
    PoolMeasures poolMeasures(
            Pools pools,
            @Value("${curlew.pools.objects.metrics:}") String page,
            @Value("${curlew.pools.objects.metric-used:}") String used,
            @Value("${curlew.pools.objects.metric-capacity:}") String capacity) {
        return new PoolMeasures(
                pools,
                page.isEmpty()
                        ? Map.of()
                        : Map.of(StorageConfiguration.OBJECTS, new ServerMetrics(URI.create(page), used, capacity)));
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
