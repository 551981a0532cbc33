package org.curlew.pipeline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.curlew.pipeline.worker.WorkerNode;
import org.curlew.pipeline.worker.WorkerSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code curlew worker}: reads images for an application on another machine. */
@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        description = {
            "Reads images for an application on another machine, called through the force's broker, until Ctrl-C.",
            "The application runs with curlew.worker.nodes=true. A node has no database and no keys. The broker's password is"
                    + " taken from CURLEW_BROKER_PASSWORD."
        })
final class WorkerCommand implements Callable<Integer> {

    private static final int LARGEST_MESSAGE = 8 << 20;

    @Option(names = "--broker", required = true, paramLabel = "URL", description = "For instance tcp://broker:61616.")
    private String broker;

    @Option(names = "--user", paramLabel = "NAME", description = "The broker's account.")
    private String user;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description =
                    "The share with the images, at the same path as on the application's machine; nothing else is read.")
    private Path images;

    @Option(names = "--processes", paramLabel = "N", description = "Calls at once (default: by the number of cores).")
    private int processes;

    @Override
    public Integer call() throws Exception {
        Terminal terminal = Terminal.standard();
        if (!Files.isDirectory(images)) {
            throw new RefusedException(images + " is no folder: name the share with the images with --images");
        }
        WorkerSettings settings = WorkerSettings.standard();
        WorkerSettings own = processes > 0 ? settings.withProcesses(processes) : settings;
        try (ActiveMQConnectionFactory factory =
                        new ActiveMQConnectionFactory(broker, user, System.getenv("CURLEW_BROKER_PASSWORD"));
                WorkerNode node = new WorkerNode(prepared(factory), own, images)) {
            terminal.line("Taking calls from " + broker + ", " + own.processes() + " at once, for images below "
                    + images.toRealPath() + ". Press Ctrl-C to stop.");
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(node::close));
            new CountDownLatch(1).await();
            return ExitCodes.COMPLETE;
        } catch (jakarta.jms.JMSException e) {
            throw new RefusedException("the broker " + broker + " cannot be reached (" + e.getMessage()
                    + "): check the address, --user and CURLEW_BROKER_PASSWORD");
        }
    }

    private static ActiveMQConnectionFactory prepared(ActiveMQConnectionFactory factory) {
        // A call that waits in the hands of a busy node would not be taken by a free one.
        factory.setConsumerWindowSize(0);
        factory.setMinLargeMessageSize(LARGEST_MESSAGE);
        // A broker that restarts is found again.
        factory.setReconnectAttempts(-1);
        factory.setInitialConnectAttempts(1);
        return factory;
    }
}
