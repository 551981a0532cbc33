package org.curlew.pipeline.rest.queue;

import java.util.List;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.Creations;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.exhibits.DecisionDesk;
import org.curlew.triage.queue.Acceptance;
import org.curlew.triage.queue.Allocations;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;

/** May an exhibit be examined, and by whom? */
@Api
@Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR})
class AllocationApi {

    private final DecisionDesk desk;
    private final Creations creations;

    AllocationApi(DecisionDesk desk, Creations creations) {
        this.desk = desk;
        this.creations = creations;
    }

    /** Who shall examine it; a null examiner takes it back from whoever has it. */
    record Allocation(String examiner, String reason) {}

    /** What the acceptance gate asks for and is not known; what blocks first. */
    record Gate(boolean accepted, List<Acceptance.Gap> gaps) {}

    @GetMapping("/exhibits/{exhibitId}/acceptance")
    @Scoped(Scope.QUEUE_READ)
    @Does("Tells what the acceptance gate asks for and is not known of an exhibit")
    Gate gate(Viewer viewer, @PathVariable long exhibitId) {
        DecisionDesk.Shown shown = desk.show(viewer, exhibitId);
        return new Gate(!shown.waits(), shown.gaps());
    }

    @PostMapping("/exhibits/{exhibitId}/acceptance")
    @Scoped(Scope.QUEUE_WRITE)
    @Does("Accepts an exhibit into the queue, unless something blocks; the rest stays open as tasks")
    ResponseEntity<Gate> accept(
            Viewer viewer,
            @PathVariable long exhibitId,
            @RequestHeader(name = "Idempotency-Key", required = false) String key) {
        return creations.once(viewer, key, List.of("acceptance", exhibitId), Gate.class, () -> {
            List<Acceptance.Gap> open = desk.accept(viewer, exhibitId);
            return new Creations.Created<>("/api/v1/exhibits/" + exhibitId + "/acceptance", null, new Gate(true, open));
        });
    }

    @GetMapping("/exhibits/{exhibitId}/examiners")
    @Scoped(Scope.QUEUE_READ)
    @Does("Lists who could examine an exhibit, the least loaded first, with what stands against each")
    List<Allocations.Candidate> candidates(Viewer viewer, @PathVariable long exhibitId) {
        return desk.show(viewer, exhibitId).candidates();
    }

    @GetMapping("/exhibits/{exhibitId}/allocations")
    @Scoped(Scope.QUEUE_READ)
    @Does("Lists who had an exhibit, from when to when")
    List<Allocations.Allocation> history(Viewer viewer, @PathVariable long exhibitId) {
        return desk.show(viewer, exhibitId).history();
    }

    @PostMapping("/exhibits/{exhibitId}/allocations")
    @Scoped(Scope.QUEUE_WRITE)
    @Does("Gives an exhibit to an examiner, or with no examiner takes it back")
    ResponseEntity<Allocation> allocate(
            Viewer viewer,
            @PathVariable long exhibitId,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody Allocation allocation) {
        return creations.once(viewer, key, List.of("allocation", exhibitId, allocation), Allocation.class, () -> {
            if (allocation.examiner() == null) {
                desk.endAllocation(viewer, exhibitId, allocation.reason());
            } else {
                desk.allocate(viewer, exhibitId, allocation.examiner(), allocation.reason());
            }
            return new Creations.Created<>("/api/v1/exhibits/" + exhibitId + "/allocations", null, allocation);
        });
    }
}
