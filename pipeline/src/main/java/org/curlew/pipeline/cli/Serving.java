package org.curlew.pipeline.cli;

import java.util.concurrent.CountDownLatch;
import org.curlew.pipeline.application.Application;

/** Keeps the application serving until it is told to stop, and says where it is. */
final class Serving {

    private final Application application;
    private final Terminal terminal;

    Serving(Application application, Terminal terminal) {
        this.application = application;
        this.terminal = terminal;
    }

    void demo() throws InterruptedException {
        untilStopped();
    }

    /** Waits for Ctrl-C or SIGTERM; the virtual machine's shutdown closes the application. */
    void untilStopped() throws InterruptedException {
        terminal.line("Press Ctrl-C to stop.");
        new CountDownLatch(1).await();
        application.close();
    }
}
