package org.curlew.pipeline.rest.grading;

import java.util.List;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.WorkList;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.rest.Creations;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.rest.Paged;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.grading.GalleryDesk;
import org.curlew.pipeline.web.grading.Sitting;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** What waits for a grader, and grades. No picture leaves through the API. */
@Api
@Allowed(Role.GRADER)
class GradingApi {

    private static final int MOST = 1_000;

    private final GalleryDesk desk;
    private final Creations creations;

    GradingApi(GalleryDesk desk, Creations creations) {
        this.desk = desk;
        this.creations = creations;
    }

    /**
     * One grade for one or many media of a case.
     *
     * @param media SHA-256 in hex, at most 1,000
     * @param reason required for a change of mind
     */
    record Graded(String code, List<String> media, String reason, Long session) {}

    @GetMapping("/grading")
    @Scoped(Scope.GRADING_READ)
    @Does("Lists the cases with media, those with the most left to grade first")
    Paged<GalleryDesk.CaseLine> cases(
            Viewer viewer,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        return Paged.of(desk.cases(viewer).rows(), after, limit, c -> Long.toString(c.id()));
    }

    @GetMapping("/cases/{caseId}/grading/media")
    @Scoped(Scope.GRADING_READ)
    @Does("Gives the next media of a case that need eyes; what is graded leaves the list, so it has no pages")
    List<WorkList.Item> media(
            Viewer viewer, @PathVariable long caseId, @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        desk.open(viewer, caseId);
        return desk.items(viewer, caseId, Paged.limit(limit));
    }

    @PostMapping("/cases/{caseId}/grading/grades")
    @Scoped(Scope.GRADING_WRITE)
    @Does("Gives one grade to one or many media of a case, all or none")
    ResponseEntity<Grades.Outcome> grade(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody Graded graded) {
        List<String> media = media(graded.media());
        desk.open(viewer, caseId);
        return creations.once(viewer, key, List.of("grades", caseId, graded), Grades.Outcome.class, () -> {
            Sitting sitting = new Sitting(viewer.name(), caseId, graded.session());
            Grades.Outcome outcome = desk.grade(viewer, sitting, graded.code(), media, graded.reason());
            return new Creations.Created<>("/api/v1/cases/" + caseId + "/grading/media", null, outcome);
        });
    }

    /**
     * Media whose grade its grader takes back.
     *
     * @param media SHA-256 in hex, at most 1,000
     * @param reason optional
     */
    record TakenBack(List<String> media, String reason, Long session) {}

    @PostMapping("/cases/{caseId}/grading/taken-back")
    @Scoped(Scope.GRADING_WRITE)
    @Does(
            "Takes one's own grade of one or many media back, all or none; the grade stays on record and counts no longer")
    ResponseEntity<Grades.Outcome> takeBack(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody TakenBack taken) {
        List<String> media = media(taken.media());
        desk.open(viewer, caseId);
        return creations.once(viewer, key, List.of("taken-back", caseId, taken), Grades.Outcome.class, () -> {
            Grades.Outcome outcome = desk.takeBack(viewer, caseId, media, taken.reason(), taken.session());
            return new Creations.Created<>("/api/v1/cases/" + caseId + "/grading/media", null, outcome);
        });
    }

    /** The media that a body names, 1 to 1,000. */
    static List<String> media(List<String> named) {
        List<String> media = named == null ? List.of() : named;
        if (media.isEmpty() || media.size() > MOST || media.stream().anyMatch(m -> !isSha256(m))) {
            throw ApiException.badParameter("media", "holds 1 to 1000 SHA-256 in lower-case hex");
        }
        return media;
    }

    /** The digest in an address. */
    static String sha256(String text) {
        if (!isSha256(text)) {
            throw ApiException.badParameter("sha256", "is no SHA-256 in lower-case hex");
        }
        return text;
    }

    private static boolean isSha256(String text) {
        return text != null && text.matches("[0-9a-f]{64}");
    }
}
