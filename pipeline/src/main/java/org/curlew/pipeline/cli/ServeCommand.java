package org.curlew.pipeline.cli;

import java.util.concurrent.Callable;
import org.curlew.pipeline.application.Application;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curlew serve}: the application, empty or as the data folder left it. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves the pages, runs the clocks and takes images from the landing folder, until Ctrl-C.")
final class ServeCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "N", description = "Port of the pages (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws InterruptedException {
        try (Application application = data.serve(port)) {
            new Serving(application, Terminal.standard()).untilStopped();
            return ExitCodes.COMPLETE;
        }
    }
}
