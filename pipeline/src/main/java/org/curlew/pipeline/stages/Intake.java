package org.curlew.pipeline.stages;

import java.nio.file.Path;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.triage.register.Exhibits;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Books an exhibit's image in and sends it on its way. */
@Service
public class Intake {

    private static final String QUEUE = "jms:queue:curlew.intake";

    private final Exhibits exhibits;
    private final Acquisitions acquisitions;
    private final Acts acts;
    private final JdbcClient jdbc;
    private final ProducerTemplate producer;
    private final TransactionTemplate transaction;

    public Intake(
            Exhibits exhibits,
            Acquisitions acquisitions,
            Acts acts,
            JdbcClient jdbc,
            ProducerTemplate producer,
            TransactionTemplate transaction) {
        this.exhibits = exhibits;
        this.acquisitions = acquisitions;
        this.acts = acts;
        this.jdbc = jdbc;
        this.producer = producer;
        this.transaction = transaction;
    }

    /**
     * Books the exhibit in, where it is not yet, and starts the machine's work; an unfinished run of the same files goes on
     * where it was.
     *
     * @param out folder for the result files, or null for the data folder's own
     */
    public Acquisition submit(
            String caseReference,
            String exhibitReference,
            List<Path> parts,
            Acquisition.Declared expected,
            List<Long> hashSetVersions,
            Path out,
            String actor) {
        return submit(caseReference, exhibitReference, parts, expected, hashSetVersions, out, actor, false);
    }

    /**
     * As {@link #submit}, for an image that came by itself: its exhibit is worked on only once it is accepted (legal basis,
     * questions, offence and kind recorded), and then begins without anyone giving it again.
     */
    public Acquisition submitForAcceptance(
            String caseReference,
            String exhibitReference,
            List<Path> parts,
            Acquisition.Declared expected,
            String actor) {
        return submit(caseReference, exhibitReference, parts, expected, List.of(), null, actor, true);
    }

    private Acquisition submit(
            String caseReference,
            String exhibitReference,
            List<Path> parts,
            Acquisition.Declared expected,
            List<Long> hashSetVersions,
            Path out,
            String actor,
            boolean asks) {
        Acquisition acquisition = transaction.execute(status -> {
            Exhibits.Exhibit exhibit = exhibits.bookIn(caseReference, exhibitReference, actor);
            Acquisition taken = acquisitions.take(exhibit.id(), parts, expected, hashSetVersions, out);
            if (asks) {
                acquisitions.askAcceptance(taken.id());
            }
            acts.bookedIn(taken, actor);
            return taken;
        });
        send(acquisition.id());
        return acquisition;
    }

    /**
     * Starts an acquisition, or takes it up again: stages that are done pass it on at once. Within a transaction the message
     * leaves when that is committed, since a stage that sees the acquisition as it was before would drop it.
     */
    public void send(long acquisitionId) {
        jdbc.sql("update acquisition set dispatched_at = null, not_before = null where id = ?")
                .params(acquisitionId)
                .update();
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    producer.sendBody(QUEUE, Long.toString(acquisitionId));
                }
            });
        } else {
            producer.sendBody(QUEUE, Long.toString(acquisitionId));
        }
    }

    public boolean finished(long acquisitionId) {
        return acquisitions.finished(acquisitionId);
    }
}
