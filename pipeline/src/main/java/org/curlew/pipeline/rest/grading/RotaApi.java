package org.curlew.pipeline.rest.grading;

import java.util.List;
import org.curlew.grading.exposure.Rota;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** Who is given the next of the worst material. A supervisor sees an order and who may be given work, and no figure of anybody. */
@Api
@Allowed(Role.POLIT_SUPERVISOR)
class RotaApi {

    private final RotaDesk desk;

    RotaApi(RotaDesk desk) {
        this.desk = desk;
    }

    /** Who is given a case, and why. */
    record Given(String grader, String why) {}

    @GetMapping("/grading/rota")
    @Scoped(Scope.GRADING_READ)
    @Does(
            "Lists the graders, who carried least of the worst material in the last week first, and whether they may be given work")
    List<Rota.Place> rota() {
        return desk.order();
    }

    @GetMapping("/cases/{caseId}/grading/allocations")
    @Scoped(Scope.GRADING_READ)
    @Does("Lists everybody who was ever given a case to grade, the last first")
    List<Rota.Allocation> allocations(Viewer viewer, @PathVariable long caseId) {
        return desk.allocations(viewer, caseId);
    }

    @PostMapping("/cases/{caseId}/grading/allocations")
    @Scoped(Scope.GRADING_WRITE)
    @Does("Gives a case to a grader, unless the day's time is used up or a welfare appointment was missed")
    List<Rota.Allocation> allocate(Viewer viewer, @PathVariable long caseId, @RequestBody Given given) {
        return desk.allocate(viewer, caseId, given.grader(), given.why());
    }
}
