package org.curlew.triage.queue;

import java.util.List;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.ExhibitFile.ExhibitDecision;
import org.curlew.triage.register.ExhibitFile.ExhibitDetails;
import org.curlew.triage.register.ExhibitFile.Route;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.Versioned;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What may not happen to an exhibit: the kiosk for sexual offences, and going back to a suspect unseen. */
@Service
public class Gatekeeper {

    private final JdbcClient jdbc;
    private final Register register;
    private final Queue queue;

    Gatekeeper(JdbcClient jdbc, Register register, Queue queue) {
        this.jdbc = jdbc;
        this.register = register;
        this.queue = queue;
    }

    private record Place(long caseId, String reference) {}

    private Place place(long exhibitId) {
        return jdbc.sql("select case_id, reference from exhibit where id = ?")
                .param(exhibitId)
                .query(Place.class)
                .optional()
                .orElseThrow(() -> new QueueException("Exhibit " + exhibitId + ": no such exhibit"));
    }

    /** Sends an exhibit on a route, unless the force's policy data refuses it for the case's offence. */
    public Versioned<ExhibitDetails> route(long exhibitId, Route route, String actor, String reason) {
        Place place = place(exhibitId);
        if (route == Route.KIOSK) {
            OffenceClass offence = register.list(CaseDetails.class, Filter.ofCase(place.caseId)).stream()
                    .map(v -> v.entry().offence())
                    .findFirst()
                    .orElse(OffenceClass.IIOC);
            if (queue.rules().kioskRefused().contains(offence)) {
                throw new QueueException("Exhibit " + place.reference + " cannot go to a kiosk: the case is " + offence
                        + " and rule file " + queue.rules().version() + " refuses it; choose triage or lab");
            }
        }
        Versioned<ExhibitDetails> last = register.list(ExhibitDetails.class, Filter.ofExhibit(exhibitId)).stream()
                .findFirst()
                .orElseThrow(() -> new QueueException(
                        "Exhibit " + place.reference + " has no details; book it in before choosing a route"));
        ExhibitDetails d = last.entry();
        return register.edit(
                last.id(),
                last.version(),
                new ExhibitDetails(
                        d.exhibitId(),
                        d.kind(),
                        d.make(),
                        d.serial(),
                        d.imei(),
                        d.capacityBytes(),
                        d.lock(),
                        d.ownerId(),
                        d.attributedTo(),
                        d.seizedAt(),
                        d.submittedAt(),
                        route,
                        d.evidenceAtRisk(),
                        d.complainants(),
                        d.triagedAtScene(),
                        d.eliminatedAtScene(),
                        d.otherRoutesTried()),
                actor,
                reason);
    }

    /**
     * Refuses the return of a suspect's exhibit that has neither a complete triage result nor a recorded, ranked decision.
     * A complainant's own device may always go back.
     */
    public void checkReturn(long exhibitId) {
        Place place = place(exhibitId);
        List<Versioned<ExhibitDetails>> details = register.list(ExhibitDetails.class, Filter.ofExhibit(exhibitId));
        boolean complainants = !details.isEmpty() && details.getLast().entry().complainants();
        boolean decided = !register.list(ExhibitDecision.class, Filter.ofExhibit(exhibitId))
                .isEmpty();
        if (!complainants && !decided && !looked(exhibitId)) {
            throw new QueueException("Exhibit " + place.reference
                    + " cannot be returned: it has neither a complete triage result nor a recorded decision by a named"
                    + " rank; triage it, or record the decision");
        }
    }

    private boolean looked(long exhibitId) {
        return jdbc.sql("""
                        select coalesce((select (outcome ->> 'complete')::boolean from triage_outcome
                                         where exhibit_id = ? order by id desc limit 1), false)
                        """).param(exhibitId).query(Boolean.class).single();
    }
}
