package org.curlew.pipeline.rest.register;

import java.time.Instant;
import java.util.List;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.Creations;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.rest.Etag;
import org.curlew.pipeline.rest.Paged;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** Entries of the register: an edit is a new version with a reason, and nothing is overwritten. */
@Api
@Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR})
class EntryApi {

    private final EntryDesk desk;
    private final Creations creations;

    EntryApi(EntryDesk desk, Creations creations) {
        this.desk = desk;
        this.creations = creations;
    }

    /** A new entry, or a new version of one. */
    record Written(String reason, JsonNode entry) {}

    /** Why an entry is withdrawn. */
    record Withdrawal(String reason) {}

    @GetMapping("/cases/{caseId}/entries/{kind}")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO, Role.AUDITOR})
    @Scoped(Scope.REGISTER_READ)
    @Does("Lists the entries of a kind that belong to a case, as they stand or as they stood at an instant")
    Paged<EntryView> ofCase(
            Viewer viewer,
            @PathVariable long caseId,
            @PathVariable String kind,
            @RequestParam(required = false) Instant at,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        return Paged.of(desk.ofCase(viewer, caseId, kind, at), after, limit, e -> Long.toString(e.id()));
    }

    @GetMapping("/exhibits/{exhibitId}/entries/{kind}")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO, Role.AUDITOR})
    @Scoped(Scope.REGISTER_READ)
    @Does("Lists the entries of a kind that belong to an exhibit, as they stand")
    Paged<EntryView> ofExhibit(
            Viewer viewer,
            @PathVariable long exhibitId,
            @PathVariable String kind,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        return Paged.of(desk.ofExhibit(viewer, exhibitId, kind), after, limit, e -> Long.toString(e.id()));
    }

    @GetMapping("/register/{kind}/{id}")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO, Role.AUDITOR})
    @Scoped(Scope.REGISTER_READ)
    @Does("Gives an entry as it stands, with its version as ETag")
    ResponseEntity<EntryView> find(Viewer viewer, @PathVariable String kind, @PathVariable long id) {
        return answer(desk.find(viewer, kind, id));
    }

    @GetMapping("/register/{kind}/{id}/versions")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO, Role.AUDITOR})
    @Scoped(Scope.REGISTER_READ)
    @Does("Lists every version of an entry, oldest first")
    List<EntryView> versions(Viewer viewer, @PathVariable String kind, @PathVariable long id) {
        return desk.versions(viewer, kind, id);
    }

    @PostMapping("/register/{kind}")
    @Scoped(Scope.REGISTER_WRITE)
    @Does("Records a new entry; all that it names must be open to you")
    ResponseEntity<EntryView> add(
            Viewer viewer,
            @PathVariable String kind,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody Written written) {
        return creations.once(viewer, key, List.of(kind, written), EntryView.class, () -> {
            EntryView added = desk.add(viewer, kind, written.entry(), written.reason());
            return new Creations.Created<>(
                    "/api/v1/register/" + kind + "/" + added.id(), Etag.of(added.version()), added);
        });
    }

    @PutMapping("/register/{kind}/{id}")
    @Scoped(Scope.REGISTER_WRITE)
    @Does("Adds a version to the entry; If-Match names the version it was made from")
    ResponseEntity<EntryView> edit(
            Viewer viewer,
            @PathVariable String kind,
            @PathVariable long id,
            @RequestHeader(name = "If-Match", required = false) String version,
            @RequestBody Written written) {
        return answer(desk.edit(viewer, kind, id, version, written.entry(), written.reason()));
    }

    @DeleteMapping("/register/{kind}/{id}")
    @Scoped(Scope.REGISTER_WRITE)
    @Does("Marks an entry as recorded in error; it stays readable and counts for nothing")
    ResponseEntity<EntryView> withdraw(
            Viewer viewer,
            @PathVariable String kind,
            @PathVariable long id,
            @RequestHeader(name = "If-Match", required = false) String version,
            @RequestBody Withdrawal withdrawal) {
        return answer(desk.withdraw(viewer, kind, id, version, withdrawal.reason()));
    }

    private static ResponseEntity<EntryView> answer(EntryView view) {
        return ResponseEntity.ok().eTag(Etag.of(view.version())).body(view);
    }
}
