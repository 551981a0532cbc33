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

    /** Starts the application on the folder. */
    Application start() {
        return start(Map.of());
    }

    Application start(Map<String, Object> settings) {
        return Application.start(folder(), settings);
    }

    /** Starts the application with its pages and its landing folder. */
    Application serve(int port) {
        return Application.serve(folder(), port, Map.of("curlew.landing.watch", true));
    }
}
