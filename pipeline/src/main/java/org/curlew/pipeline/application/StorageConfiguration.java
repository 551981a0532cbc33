package org.curlew.pipeline.application;

import java.net.URI;
import java.nio.file.Path;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.objects.EmbeddedObjectServer;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.ObjectStoreSettings;
import org.curlew.storage.objects.S3ObjectStore;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackKeys;
import org.curlew.storage.packs.PackRotation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The object store (the force's own where {@code curlew.objects.endpoint} is set, else one embedded in the data folder) and the
 * media packs in it. The store starts when it is first needed.
 */
@Configuration(proxyBeanMethods = false)
public class StorageConfiguration {

    /** The pool that media packs are reserved in. */
    public static final String OBJECTS = "objects";

    @Bean(destroyMethod = "close")
    @Lazy
    @Conditional(NoServerNamed.Objects.class)
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
            @Value("${curlew.objects.bucket:curlew-media}") String bucket,
            @Value("${curlew.objects.certificate-authority:}") String authority) {
        if (endpoint.isEmpty()) {
            return S3ObjectStore.connect(embedded.getObject().settings(bucket));
        }
        ObjectStoreSettings settings = new ObjectStoreSettings(
                URI.create(endpoint), accessKey, secretKey, region.isEmpty() ? "us-east-1" : region, bucket);
        return S3ObjectStore.connect(authority.isEmpty() ? settings : settings.trusting(Path.of(authority)));
    }

    @Bean
    @Lazy
    PackKeys packKeys(DataFolder folder, JdbcTemplate jdbc) {
        return PackKeys.open(folder.folder("keys").resolve("packs"), () -> MediaPacks.keysInUse(jdbc));
    }

    @Bean
    @Lazy
    PackRotation packRotation(JdbcTemplate jdbc, TransactionTemplate transactions, Ledger ledger, PackKeys keys) {
        return new PackRotation(jdbc, transactions, ledger, keys);
    }

    @Bean
    @Lazy
    MediaPacks mediaPacks(
            ObjectStore store,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Ledger ledger,
            PackKeys keys,
            DataFolder folder,
            @Value("${curlew.packs.bytes:67108864}") long packBytes) {
        return new MediaPacks(store, jdbc, transactions, ledger, keys, folder.folder("work"), packBytes);
    }
}
