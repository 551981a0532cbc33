package org.curlew.pipeline.rest.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.rest.Creations;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.rest.Paged;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Lookups.ExhibitLine;
import org.curlew.pipeline.web.exhibits.BookIn;
import org.curlew.pipeline.web.exhibits.ExhibitDesk;
import org.curlew.triage.register.Exhibits;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Cases and their exhibits, and booking in. */
@Api
@Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO, Role.AUDITOR})
class CaseApi {

    private final CaseAccess access;
    private final Lookups lookups;
    private final Exhibits exhibits;
    private final ExhibitDesk desk;
    private final BookIn bookIn;
    private final Creations creations;

    CaseApi(
            CaseAccess access,
            Lookups lookups,
            Exhibits exhibits,
            ExhibitDesk desk,
            BookIn bookIn,
            Creations creations) {
        this.access = access;
        this.lookups = lookups;
        this.exhibits = exhibits;
        this.desk = desk;
        this.bookIn = bookIn;
        this.creations = creations;
    }

    /** A case by its reference; its details are its entry of the kind CaseDetails. */
    record CaseView(long id, String reference) {}

    /** An exhibit that was booked in. */
    record BookedIn(long id, String caseReference, String reference) {}

    /** A note on an exhibit; it stays as written. */
    record Note(String text) {}

    /** A hand-over by the caller. */
    record Transfer(String to, String place, String reason, String seal) {}

    @GetMapping("/cases")
    @Scoped(Scope.REGISTER_READ)
    @Does("Lists the cases you may see")
    Paged<CaseView> cases(
            Viewer viewer,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        LongPredicate visible = access.visibleTo(viewer);
        long from = Paged.number(after);
        int most = Paged.limit(limit);
        List<CaseView> found = new ArrayList<>();
        exhibits.caseReferences().entrySet().stream()
                .filter(c -> c.getKey() > from && visible.test(c.getKey()))
                .sorted(java.util.Map.Entry.comparingByKey())
                .limit(most + 1L)
                .forEach(c -> found.add(new CaseView(c.getKey(), c.getValue())));
        boolean more = found.size() > most;
        List<CaseView> items = more ? List.copyOf(found.subList(0, most)) : found;
        return new Paged<>(
                items, more ? Paged.encode(Long.toString(items.getLast().id())) : null);
    }

    @GetMapping("/cases/{caseId}")
    @Scoped(Scope.REGISTER_READ)
    @Does("Gives a case")
    CaseView find(Viewer viewer, @PathVariable long caseId) {
        String reference = lookups.caseReference(caseId);
        access.require(viewer, caseId, "case");
        return new CaseView(caseId, reference);
    }

    @GetMapping("/cases/{caseId}/exhibits")
    @Scoped(Scope.REGISTER_READ)
    @Does("Lists a case's exhibits with their states")
    Paged<ExhibitLine> exhibits(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        lookups.caseReference(caseId);
        access.require(viewer, caseId, "exhibits");
        return Paged.of(lookups.exhibitsOf(caseId), after, limit, e -> Long.toString(e.id()));
    }

    @GetMapping("/exhibits/{exhibitId}")
    @Scoped(Scope.REGISTER_READ)
    @Does("Gives an exhibit with its state")
    ExhibitLine exhibit(Viewer viewer, @PathVariable long exhibitId) {
        return desk.line(viewer, exhibitId);
    }

    @GetMapping("/exhibits/{exhibitId}/history")
    @Scoped(Scope.REGISTER_READ)
    @Does("Lists the states an exhibit went through, oldest first, with who moved it and why")
    List<Exhibits.StateChange> history(Viewer viewer, @PathVariable long exhibitId) {
        desk.line(viewer, exhibitId);
        return exhibits.history(exhibitId);
    }

    @PostMapping("/exhibits")
    @Allowed(Role.EXAMINER)
    @Scoped(Scope.REGISTER_WRITE)
    @Does("Books an exhibit in, with a new case where its reference is new")
    ResponseEntity<BookedIn> bookIn(
            Viewer viewer,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody BookIn.Form form) {
        BookIn.Form whole = withoutNulls(form);
        return creations.once(viewer, key, List.of("exhibit", form), BookedIn.class, () -> {
            Exhibits.Exhibit booked = bookIn.book(viewer, whole);
            return new Creations.Created<>(
                    "/api/v1/exhibits/" + booked.id(),
                    null,
                    new BookedIn(booked.id(), booked.caseReference(), booked.reference()));
        });
    }

    @PostMapping("/exhibits/{exhibitId}/notes")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO})
    @Scoped(Scope.REGISTER_WRITE)
    @Does("Adds a note to an exhibit; it stays as written")
    ResponseEntity<Note> note(
            Viewer viewer,
            @PathVariable long exhibitId,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody Note note) {
        return creations.once(viewer, key, List.of("note", exhibitId, note), Note.class, () -> {
            desk.note(viewer, exhibitId, note.text());
            return new Creations.Created<>("/api/v1/exhibits/" + exhibitId, null, note);
        });
    }

    @PostMapping("/exhibits/{exhibitId}/custody")
    @Allowed(Role.EXAMINER)
    @Scoped(Scope.REGISTER_WRITE)
    @Does("Records that you handed an exhibit over")
    ResponseEntity<Transfer> transfer(
            Viewer viewer,
            @PathVariable long exhibitId,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody Transfer transfer) {
        return creations.once(viewer, key, List.of("custody", exhibitId, transfer), Transfer.class, () -> {
            desk.transfer(
                    viewer,
                    exhibitId,
                    text(transfer.to()),
                    text(transfer.place()),
                    text(transfer.reason()),
                    transfer.seal());
            return new Creations.Created<>("/api/v1/exhibits/" + exhibitId, null, transfer);
        });
    }

    private static BookIn.Form withoutNulls(BookIn.Form f) {
        if (f.kind() == null || f.kind().isBlank()) {
            throw ApiException.refused("kind", "Say what kind of device it is", "Send kind, such as phone or laptop");
        }
        return new BookIn.Form(
                text(f.caseReference()),
                text(f.exhibitReference()),
                f.kind(),
                text(f.make()),
                text(f.serial()),
                text(f.imei()),
                f.capacityGb(),
                f.lock(),
                f.seizedAt(),
                text(f.evidenceAtRisk()),
                f.complainants(),
                f.offence(),
                text(f.team()),
                text(f.legalBasis()),
                text(f.questions()));
    }

    private static String text(String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
