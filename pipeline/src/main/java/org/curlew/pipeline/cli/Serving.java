package org.curlew.pipeline.cli;

import java.util.concurrent.CountDownLatch;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.security.FirstAdministrator;
import org.curlew.pipeline.security.OwnCertificate;
import org.curlew.pipeline.security.SampleUsers;
import org.curlew.triage.obligations.Obligations;

/** Keeps the application serving until it is told to stop, and says where it is. */
final class Serving {

    private final Application application;
    private final Terminal terminal;

    Serving(Application application, Terminal terminal) {
        this.application = application;
        this.terminal = terminal;
    }

    /** Runs the clocks once on the sample force, and prints the sample users' passwords, which are made for this run. */
    void demo() throws InterruptedException {
        application.get(Obligations.class).tick();
        terminal.line("Sample users (name, password, role):");
        application
                .get(SampleUsers.class)
                .create()
                .forEach(u -> terminal.line("  " + u.name() + "  " + u.oneTimePassword() + "  "
                        + u.roles().iterator().next().words()));
        serve();
    }

    /** As {@link #serve}, after the one administrator of the first start was made and told. */
    void untilStopped() throws InterruptedException {
        application
                .get(FirstAdministrator.class)
                .create()
                .ifPresent(u -> terminal.line("First start: sign in as " + u.name() + " with the one-time password "
                        + u.oneTimePassword() + " and choose your own"));
        serve();
    }

    /** Waits for Ctrl-C or SIGTERM; the virtual machine's shutdown closes the application. */
    private void serve() throws InterruptedException {
        terminal.line("The pages are at " + application.address());
        if (application.address().startsWith("https")) {
            terminal.line("The certificate's SHA-256, to be compared in the browser, where none of the force's is set: "
                    + application.get(OwnCertificate.class).fingerprint());
        }
        terminal.line("Press Ctrl-C to stop.");
        new CountDownLatch(1).await();
        application.close();
    }
}
