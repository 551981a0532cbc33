package org.curlew.pipeline.application;

import java.net.URI;
import java.time.Clock;
import org.curlew.storage.capacity.CapacityWatch;
import org.curlew.storage.capacity.NeedEstimator;
import org.curlew.storage.capacity.Pool;
import org.curlew.storage.capacity.Pools;
import org.curlew.storage.capacity.StorageLevel;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.objects.EmbeddedObjectServer;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.ObjectStoreSettings;
import org.curlew.storage.objects.S3ObjectStore;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackKeys;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The object store (the force's own where {@code curlew.objects.endpoint} is set, else one embedded in the data folder), the
 * media packs in it, and the pools that room is reserved in. The store starts when it is first needed.
 */
@Configuration(proxyBeanMethods = false)
public class StorageConfiguration {

    /** The pool that media packs are reserved in. */
    public static final String OBJECTS = "objects";

    @Bean(destroyMethod = "close")
    @Lazy
    @ConditionalOnProperty(name = "curlew.objects.endpoint", havingValue = "", matchIfMissing = true)
    EmbeddedObjectServer embeddedObjectServer(DataFolder folder) {
        return EmbeddedObjectServer.start(folder.folder("objects"));
    }

    @Bean(destroyMethod = "close")
    @Lazy
    ObjectStore objectStore(
            ObjectProvider<EmbeddedObjectServer> embedded,
            @Value("${curlew.objects.endpoint:}") String endpoint,
            @Value("${curlew.objects.access-key:}") String accessKey,
            @Value("${curlew.objects.secret-key:}") String secretKey,
            @Value("${curlew.objects.region:}") String region,
            @Value("${curlew.objects.bucket:curlew-media}") String bucket) {
        return S3ObjectStore.connect(
                endpoint.isEmpty()
                        ? embedded.getObject().settings(bucket)
                        : new ObjectStoreSettings(
                                URI.create(endpoint),
                                accessKey,
                                secretKey,
                                region.isEmpty() ? "us-east-1" : region,
                                bucket));
    }

    @Bean
    @Lazy
    MediaPacks mediaPacks(
            ObjectStore store,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Ledger ledger,
            DataFolder folder,
            @Value("${curlew.packs.bytes:67108864}") long packBytes) {
        return new MediaPacks(
                store,
                jdbc,
                transactions,
                ledger,
                PackKeys.open(folder.folder("keys").resolve("packs")),
                folder.folder("work"),
                packBytes);
    }

    @Bean
    Pools pools(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock,
            DataFolder folder,
            @Value("${curlew.pools.objects.location:}") String location,
            @Value("${curlew.pools.objects.capacity:0}") long capacity) {
        Pools pools = new Pools(jdbc, transactions, clock);
        pools.define(new Pool(
                OBJECTS,
                Pool.Kind.OBJECT_STORE,
                location.isEmpty() ? folder.folder("objects").toString() : location,
                capacity > 0 ? capacity : null));
        return pools;
    }

    @Bean
    NeedEstimator needEstimator(JdbcClient jdbc) {
        return new NeedEstimator(jdbc);
    }

    @Bean
    CapacityWatch capacityWatch(JdbcClient jdbc, Pools pools, Clock clock) {
        return new CapacityWatch(jdbc, pools, StorageLevel.Thresholds.standard(), clock);
    }
}
