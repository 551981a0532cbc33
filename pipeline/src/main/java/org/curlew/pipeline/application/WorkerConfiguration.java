package org.curlew.pipeline.application;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import org.curlew.pipeline.imagestore.ImageShelf;
import org.curlew.pipeline.imagestore.ShelfWorker;
import org.curlew.pipeline.imagestore.StoredImages;
import org.curlew.pipeline.worker.NodePool;
import org.curlew.pipeline.worker.Worker;
import org.curlew.pipeline.worker.WorkerPool;
import org.curlew.pipeline.worker.WorkerSettings;
import org.curlew.storage.objects.ObjectStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The processes that read hostile input. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {

    @Bean
    WorkerSettings workerSettings(
            @Value("${curlew.worker.processes:0}") int processes,
            @Value("${curlew.worker.silence-limit:120s}") Duration silenceLimit) {
        WorkerSettings standard = WorkerSettings.standard().withStall(silenceLimit);
        return processes > 0 ? standard.withProcesses(processes) : standard;
    }

    /** Serves images that lie in the object store to the processes that read them. */
    @Bean(destroyMethod = "close")
    ImageShelf imageShelf() {
        return new ImageShelf();
    }

    /** Where the application's own processes read images, or worker nodes on other machines do. */
    @Bean(destroyMethod = "close")
    Worker worker(
            WorkerSettings settings,
            @Value("${curlew.worker.nodes:false}") boolean nodes,
            @Value("${curlew.worker.node-patience:10m}") Duration patience,
            @Value("${spring.artemis.mode:embedded}") String brokerMode,
            ObjectProvider<ConnectionFactory> broker,
            ImageShelf shelf,
            StoredImages images,
            ObjectProvider<ObjectStore> store) {
        if (!nodes) {
            return new ShelfWorker(new WorkerPool(settings.withStandIns(shelf.folder())), shelf, images, store);
        }
        if (!brokerMode.equals("native")) {
            throw new IllegalStateException("curlew.worker.nodes needs a broker that the nodes can reach: set "
                    + "spring.artemis.mode=native and spring.artemis.broker-url");
        }
        return NodePool.through(broker.getObject(), settings, patience);
    }

    /** Devices and segments that can be at work at once. */
    @Bean
    Integer workerPoolSize(WorkerSettings settings) {
        return settings.processes();
    }
}
