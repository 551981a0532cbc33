package org.curlew.pipeline.rest.obligations;

import java.time.LocalDate;
import java.util.List;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.Creations;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.command.ReviewAuditDesk;
import org.curlew.triage.reviews.Audits.Grade;
import org.curlew.triage.reviews.Audits.Sample;
import org.curlew.triage.reviews.Audits.Sampling;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Samples of signed reviews and their grades. */
@Api
@Allowed({Role.COMMAND, Role.POLIT_SUPERVISOR})
class ReviewAuditApi {

    private final ReviewAuditDesk desk;
    private final Creations creations;

    ReviewAuditApi(ReviewAuditDesk desk, Creations creations) {
        this.desk = desk;
        this.creations = creations;
    }

    /**
     * A sample to draw.
     *
     * @param number reviews; as the rules say where it is left out
     * @param from first day on which the reviews were signed
     * @param to the last one
     */
    record Asked(String sample, Sampling sampling, Integer number, LocalDate from, LocalDate to) {}

    /** The auditor's grade; anything but good says what is to be better. */
    record Graded(Grade grade, String findings) {}

    @GetMapping("/review-audits")
    @Scoped(Scope.OBLIGATIONS_READ)
    @Does("Lists the samples of reviews that were drawn for audit, the newest first")
    List<Sample> samples() {
        return desk.samples();
    }

    @GetMapping("/review-audits/sample")
    @Scoped(Scope.OBLIGATIONS_READ)
    @Does("Gives a sample's grades and its reviews; one of a case that is not open to you is not named")
    ReviewAuditDesk.Shown sample(Viewer viewer, @RequestParam String name) {
        return desk.show(viewer, name);
    }

    @PostMapping("/review-audits")
    @Scoped(Scope.REVIEWS_WRITE)
    @Does("Draws a sample of the reviews signed in a period, at random or weighted by risk")
    ResponseEntity<ReviewAuditDesk.Shown> draw(
            Viewer viewer,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody Asked asked) {
        return creations.once(viewer, key, List.of("review-audits", asked), ReviewAuditDesk.Shown.class, () -> {
            ReviewAuditDesk.Shown shown =
                    desk.draw(viewer, asked.sample(), asked.sampling(), asked.number(), asked.from(), asked.to());
            return new Creations.Created<>("/api/v1/review-audits", null, shown);
        });
    }

    @PostMapping("/review-audits/{id}/grade")
    @Scoped(Scope.REVIEWS_WRITE)
    @Does("Grades a drawn review; nobody grades their own")
    void grade(Viewer viewer, @PathVariable long id, @RequestBody Graded graded) {
        desk.grade(viewer, id, graded.grade(), graded.findings());
    }
}
