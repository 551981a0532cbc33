package org.curlew.pipeline.routes;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.pipeline.stages.Landing;
import org.curlew.triage.register.RegisterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Watches the landing folder for manifests. One that is taken moves to {@code taken}; one that is wrong moves to
 * {@code quarantine} with a text beside it that says why. One that could not be taken for another reason (the database is full or
 * away) stays where it is and is looked at again. The images themselves are never moved or changed.
 */
@Component
class LandingRoute extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(LandingRoute.class);

    /** Name of the folder that the manifest moves to. */
    private static final String TO = "landed";

    private final Landing landing;
    private final Path folder;
    private final boolean watch;

    LandingRoute(
            Landing landing,
            DataFolder data,
            @Value("${curlew.landing.folder:}") String configured,
            @Value("${curlew.landing.watch:false}") boolean watch) {
        this.landing = landing;
        this.folder = configured.isEmpty() ? data.folder("landing") : Path.of(configured);
        this.watch = watch;
    }

    @Override
    public void configure() {
        // the reason is logged here in one line
        errorHandler(defaultErrorHandler().logExhausted(false));
        from("file:" + folder.toUri().getRawPath()
                        + "?include=RAW(.*\\.manifest\\.json)&move=${exchangeProperty." + TO + "}/${file:name}"
                        + "&readLock=changed&readLockMinAge=1s&delay=2000")
                .routeId("landing")
                .autoStartup(watch)
                .process(this::take);
    }

    private void take(Exchange exchange) throws Exception {
        Path manifest = exchange.getMessage().getBody(File.class).toPath();
        try {
            landing.take(manifest);
            exchange.setProperty(TO, "taken");
        } catch (Landing.ManifestException
                | RegisterException
                | IllegalArgumentException
                | DataIntegrityViolationException wrong) {
            LOG.warn("Quarantined: {}", wrong.getMessage());
            Path quarantine = Files.createDirectories(folder.resolve("quarantine"));
            Files.writeString(quarantine.resolve(manifest.getFileName() + ".reason.txt"), wrong.getMessage() + "\n");
            exchange.setProperty(TO, "quarantine");
        } catch (RuntimeException away) {
            LOG.warn(
                    "{} stays in the landing folder and is taken when that has passed: {}",
                    manifest,
                    away.toString().lines().findFirst().orElse(""));
            throw away;
        }
    }
}
