package org.curlew.pipeline.application;

import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.objects.EmbeddedObjectServer;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Only what keeps and proves data: database, object store, packs and ledger, each started when it is asked for. No
 * migration and no route runs, so that nothing changes while a backup is taken or before a restore is whole.
 */
public final class StorageApplication implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private StorageApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** The parts themselves. Not a scanned configuration: the whole application has its own. */
    @Import({DatabaseConfiguration.class, StorageConfiguration.class, LedgerConfiguration.class, Ledger.class})
    static class Parts {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        JdbcTemplate jdbcTemplate(DataSource database) {
            return new JdbcTemplate(database);
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource database) {
            return new DataSourceTransactionManager(database);
        }
    }

    /** Starts on a folder that the caller has opened and closes. */
    public static StorageApplication start(DataFolder folder) {
        return new StorageApplication(new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties(Map.of(
                        "logging.file.name",
                        folder.folder("logs").resolve("curlew.log").toString()))
                .initializers(c -> {
                    c.getBeanFactory().registerSingleton("dataFolder", folder);
                    c.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
                })
                .run());
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** Whether the objects lie in the data folder, not in a store of the force's own. */
    public boolean embeddedObjects() {
        return context.getBeanNamesForType(EmbeddedObjectServer.class, true, false).length > 0;
    }

    @Override
    public void close() {
        context.close();
    }
}
