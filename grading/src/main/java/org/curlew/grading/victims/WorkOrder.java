package org.curlew.grading.victims;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.curlew.grading.media.Camera;
import org.curlew.grading.sessions.WorkList;
import org.springframework.stereotype.Service;
import org.springframework.util.function.SingletonSupplier;

/**
 * What a grader is given next: what resembles known illegal material, then what a device of the suspect may have made, then the rest by
 * series and folder.
 */
@Service
public class WorkOrder {

    private final WorkList work;
    private final FirstGeneration firstGeneration;

    public WorkOrder(WorkList work, FirstGeneration firstGeneration) {
        this.work = work;
        this.firstGeneration = firstGeneration;
    }

    /**
     * The next media that need eyes.
     *
     * @param exhibitId null for all exhibits of the case
     */
    public List<WorkList.Item> next(long caseId, Long exhibitId, int limit) {
        return work.ungraded(caseId, exhibitId, limit, mayHaveTaken(caseId));
    }

    /** Puts a case in order before a grader asks: its places, matches or suspects' devices changed. */
    public void putInOrder(long caseId) {
        work.putInOrder(caseId, mayHaveTaken(caseId));
    }

    /** Whether a device of the suspect may have taken what a camera took. Most pages are in order and never ask. */
    private Predicate<Camera> mayHaveTaken(long caseId) {
        Supplier<SuspectDevices> devices = SingletonSupplier.of(() -> firstGeneration.devices(caseId));
        return camera -> !devices.get().reasons(camera).isEmpty();
    }

    /** The same for the case of an exhibit. */
    public void putInOrderCaseOf(long exhibitId) {
        putInOrder(firstGeneration.caseOf(exhibitId));
    }

    /** Puts every case in order that is out of it. */
    public void putAllInOrder() {
        work.outOfOrder().forEach(this::putInOrder);
    }

    /** How many media that need eyes may have been made by a device of the suspect. */
    public long candidates(long caseId) {
        return fitting(caseId).stream().mapToLong(WorkList.OfCamera::media).sum();
    }

    private List<WorkList.OfCamera> fitting(long caseId) {
        SuspectDevices devices = firstGeneration.devices(caseId);
        return devices.devices().isEmpty()
                ? List.of()
                : work.remainingByCamera(caseId).stream()
                        .filter(c -> !devices.reasons(c.camera()).isEmpty())
                        .toList();
    }
}
