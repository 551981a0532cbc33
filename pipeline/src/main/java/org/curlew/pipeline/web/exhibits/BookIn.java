package org.curlew.pipeline.web.exhibits;

import java.time.Clock;
import java.time.Instant;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.ExhibitFile.ExhibitDetails;
import org.curlew.triage.register.ExhibitFile.LockState;
import org.curlew.triage.register.ExhibitFile.Route;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.RegisterException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Books an exhibit in, with a new case where its reference is new. What is not known may be left: it raises the rank. */
@Service
@ConditionalOnWebApplication
public class BookIn {

    private final CaseAccess access;
    private final Exhibits exhibits;
    private final Register register;
    private final Queue queue;
    private final Clock clock;

    BookIn(CaseAccess access, Exhibits exhibits, Register register, Queue queue, Clock clock) {
        this.access = access;
        this.exhibits = exhibits;
        this.register = register;
        this.queue = queue;
        this.clock = clock;
    }

    /** What the form says; "" and null where a field was left. From the offence on, fields count for a new case only. */
    public record Form(
            String caseReference,
            String exhibitReference,
            String kind,
            String make,
            String serial,
            String imei,
            Long capacityGb,
            LockState lock,
            Instant seizedAt,
            String evidenceAtRisk,
            boolean complainants,
            OffenceClass offence,
            String team,
            String legalBasis,
            String questions) {}

    @Transactional
    public Exhibits.Exhibit book(Viewer viewer, Form form) {
        require("caseReference", "the case's reference", form.caseReference());
        require("exhibitReference", "the exhibit's reference", form.exhibitReference());
        exhibits.findCase(form.caseReference())
                .ifPresent(id -> access.requireToChange(viewer, id, "book in " + form.exhibitReference()));
        boolean known =
                exhibits.find(form.caseReference(), form.exhibitReference()).isPresent();
        if (known) {
            throw RegisterException.at(
                    "exhibitReference",
                    "Exhibit " + form.exhibitReference() + " of case " + form.caseReference()
                            + " is booked in already: search for it");
        }
        boolean newCase = exhibits.findCase(form.caseReference()).isEmpty();
        Exhibits.Exhibit exhibit = exhibits.bookIn(form.caseReference(), form.exhibitReference(), viewer.name());
        long caseId = exhibits.findCase(form.caseReference()).orElseThrow();
        if (newCase) {
            register.add(details(viewer, caseId, form), viewer.name(), "booked in with its first exhibit");
        }
        register.add(
                new ExhibitDetails(
                        exhibit.id(),
                        form.kind(),
                        empty(form.make()),
                        empty(form.serial()),
                        empty(form.imei()),
                        form.capacityGb() == null ? null : form.capacityGb() * 1_000_000_000L,
                        form.lock() == null ? LockState.UNKNOWN : form.lock(),
                        null,
                        null,
                        form.seizedAt(),
                        clock.instant(),
                        Route.LAB,
                        empty(form.evidenceAtRisk()),
                        form.complainants(),
                        false,
                        false,
                        null),
                viewer.name(),
                "booked in");
        queue.rerankCase(caseId, "exhibit booked in", viewer.name());
        return exhibit;
    }

    private CaseDetails details(Viewer viewer, long caseId, Form form) {
        if (form.offence() == null) {
            throw new RegisterException("Case " + form.caseReference(), "offence", "is new, so say what it is about");
        }
        return new CaseDetails(
                caseId,
                form.offence(),
                null,
                null,
                viewer.name(),
                empty(form.team()),
                null,
                true,
                false,
                false,
                false,
                form.offence() == OffenceClass.CHILD_CONTACT,
                empty(form.legalBasis()),
                empty(form.questions()),
                clock.instant(),
                null,
                null);
    }

    private static void require(String field, String what, String text) {
        if (text.isBlank() || text.length() > 100 || text.chars().anyMatch(Character::isISOControl)) {
            throw RegisterException.at(field, "Book in: give " + what + ", of up to 100 characters");
        }
    }

    private static String empty(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
