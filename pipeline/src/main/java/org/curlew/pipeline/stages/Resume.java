package org.curlew.pipeline.stages;

import org.curlew.pipeline.devices.Acquisitions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * Takes up again, at a start, what an earlier process left unfinished. The embedded broker keeps nothing, so every
 * unfinished acquisition is sent anew; the stages that are done pass it on. A broker of the force's own keeps its messages,
 * and there this is switched off.
 */
@Service
public class Resume {

    private static final Logger LOG = LoggerFactory.getLogger(Resume.class);

    private final Acquisitions acquisitions;
    private final Intake intake;
    private final boolean atStart;

    public Resume(
            Acquisitions acquisitions, Intake intake, @Value("${curlew.routes.resume-at-start:true}") boolean atStart) {
        this.acquisitions = acquisitions;
        this.intake = intake;
        this.atStart = atStart;
    }

    @EventListener(ApplicationReadyEvent.class)
    public void resume() {
        if (atStart) {
            for (Long id : acquisitions.unfinished()) {
                LOG.info("Taking up acquisition {} where it was left", id);
                intake.send(id);
            }
        }
    }
}
