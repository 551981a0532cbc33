package org.curlew.pipeline.application;

import java.nio.file.Path;
import java.util.HashMap;
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

    private static final String NO_INVENTED_USER =
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration";

    /** What only pages need; a command starts faster without it. */
    private static final String PAGES_ONLY = String.join(
            ",",
            "org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
            "org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration",
            NO_INVENTED_USER);

    /**
     * Starts the application without pages, for a command.
     *
     * @param settings properties that override the defaults and the force's files
     */
    public static Application start(Path data, Map<String, Object> settings) {
        return run(data, settings, WebApplicationType.NONE, Map.of("spring.autoconfigure.exclude", PAGES_ONLY));
    }

    /**
     * Starts the application with its pages. It listens on the loopback address alone unless {@code server.address} is set.
     *
     * @param port 0 for any free one, see {@link #port()}
     * @param settings properties that override the defaults and the force's files
     */
    public static Application serve(Path data, int port, Map<String, Object> settings) {
        return run(
                data,
                settings,
                WebApplicationType.SERVLET,
                Map.of("server.port", port, "spring.autoconfigure.exclude", NO_INVENTED_USER));
    }

    private static Application run(
            Path data, Map<String, Object> settings, WebApplicationType type, Map<String, Object> own) {
        DataFolder folder = DataFolder.open(data);
        try {
            Map<String, Object> all = new HashMap<>(own);
            all.put("logging.file.name", folder.folder("logs").resolve("curlew.log"));
            all.putAll(settings);
            // As arguments they come before every file, and the log knows its place from the first line.
            String[] arguments = all.entrySet().stream()
                    .map(e -> "--" + e.getKey() + "=" + e.getValue())
                    .toArray(String[]::new);
            ConfigurableApplicationContext context = new SpringApplicationBuilder(CurlewApplication.class)
                    .web(type)
                    .logStartupInfo(false)
                    .initializers(c -> c.getBeanFactory().registerSingleton("dataFolder", folder))
                    .run(arguments);
            return new Application(folder, context);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** The port the pages are served on. */
    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Where a browser on this machine finds the pages. */
    public String address() {
        boolean tls = context.getEnvironment().getProperty("curlew.web.tls", Boolean.class, false);
        return (tls ? "https" : "http") + "://127.0.0.1:" + port() + "/";
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** A setting of the running application, or what stands for it. */
    public String setting(String name, String otherwise) {
        return context.getEnvironment().getProperty(name, otherwise);
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
