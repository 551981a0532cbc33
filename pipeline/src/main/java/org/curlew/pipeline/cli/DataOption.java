package org.curlew.pipeline.cli;

import java.nio.file.Path;
import java.util.Map;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.application.DataFolder;
import picocli.CommandLine.Option;

/** The option of every command that keeps or reads state. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that holds all state (default: .curlew in the home folder).")
    private Path data;

    Path folder() {
        return data == null ? DataFolder.standard() : data;
    }

    /** Starts the application for a command that asks or decides something: devices that are under way stay as they are. */
    Application start() {
        return Application.start(
                folder(), Map.of("camel.main.auto-startup", false, "curlew.routes.resume-at-start", false));
    }

    /** Starts the application with its routes, which also take up what was left unfinished. */
    Application startRoutes() {
        return Application.start(folder(), Map.of());
    }

    /** Starts the application with its pages and its landing folder. */
    Application serve(int port) {
        return Application.serve(folder(), port, Map.of("curlew.landing.watch", true));
    }
}
