package org.curlew.pipeline.application;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The running application: its data folder, taken for this process, and its beans. Closing it stops everything. */
public final class Application implements AutoCloseable {

    private final DataFolder folder;
    private final ConfigurableApplicationContext context;

    private Application(DataFolder folder, ConfigurableApplicationContext context) {
        this.folder = folder;
        this.context = context;
    }

    /**
     * Starts the application without pages, for a command.
     *
     * @param settings properties that override the defaults and the force's files
     */
    public static Application start(Path data, Map<String, Object> settings) {
        DataFolder folder = DataFolder.open(data);
        try {
            ConfigurableApplicationContext context = new SpringApplicationBuilder(CurlewApplication.class)
                    .web(WebApplicationType.NONE)
                    .logStartupInfo(false)
                    .properties(settings)
                    .properties(Map.of(
                            "logging.file.name",
                            folder.folder("logs").resolve("curlew.log").toString()))
                    .initializers(c -> c.getBeanFactory().registerSingleton("dataFolder", folder))
                    .run();
            return new Application(folder, context);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    public DataFolder folder() {
        return folder;
    }

    @Override
    public void close() {
        context.close();
        folder.close();
    }
}
