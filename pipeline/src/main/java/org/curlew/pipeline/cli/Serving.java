package org.curlew.pipeline.cli;

import java.util.concurrent.CountDownLatch;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.security.FirstAdministrator;
import org.curlew.pipeline.security.SampleUsers;

/** Says where the pages are and who may sign in, and keeps serving until it is told to stop. */
final class Serving {

    private final Application application;
    private final Terminal terminal;

    Serving(Application application, Terminal terminal) {
        this.application = application;
        this.terminal = terminal;
    }

    /** The demo's users, each with a password made for this run. */
    void demo() throws InterruptedException {
        terminal.line("Sample users, their passwords made for this run:");
        application
                .get(SampleUsers.class)
                .create()
                .forEach(u -> terminal.line(
                        String.format("  %-12s %s   (%s)", u.name(), u.oneTimePassword(), u.displayName())));
        untilStopped();
    }

    /** The application as a force runs it: at the very first start one administrator is made. */
    void serve() throws InterruptedException {
        application
                .get(FirstAdministrator.class)
                .create()
                .ifPresent(u -> terminal.line("First start: sign in as " + u.name() + " with the one-time password "
                        + u.oneTimePassword() + " and choose your own"));
        untilStopped();
    }

    /** Waits for Ctrl-C or SIGTERM; the virtual machine's shutdown closes the application. */
    private void untilStopped() throws InterruptedException {
        terminal.line("Open http://127.0.0.1:" + application.port() + "/   (Ctrl-C stops)");
        new CountDownLatch(1).await();
    }
}
