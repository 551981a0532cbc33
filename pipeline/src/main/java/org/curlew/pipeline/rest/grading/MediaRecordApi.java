package org.curlew.pipeline.rest.grading;

import java.util.List;
import org.curlew.grading.attributes.Attribute;
import org.curlew.grading.attributes.Attributes;
import org.curlew.grading.attributes.Segments;
import org.curlew.grading.sessions.Conflict;
import org.curlew.grading.sessions.Grade;
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
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** What was said of media: grades, conflicts, attributes beside the grade, and the graded parts of a video. */
@Api
@Allowed(Role.GRADER)
class MediaRecordApi {

    private final MediaRecordDesk desk;
    private final Creations creations;

    MediaRecordApi(MediaRecordDesk desk, Creations creations) {
        this.desk = desk;
        this.creations = creations;
    }

    /**
     * Something said of media beside their grade.
     *
     * @param media SHA-256 in hex, at most 1,000
     * @param value yes, no or unknown where the attribute is of that kind, else text
     * @param basis what it rests on; required for ACCESSIBLE
     */
    record Said(List<String> media, Attribute name, String value, String basis) {}

    /** The class of a part of a video, from its start in milliseconds. */
    record Part(String code, long startMs, long endMs, Long session) {}

    /** Why a part is taken back. */
    record Withdrawn(String reason) {}

    @GetMapping("/cases/{caseId}/grading/media/{sha256}/grades")
    @Scoped(Scope.GRADING_READ)
    @Does("Lists every grade that a media of a case was given, oldest first; hidden before one's blind second grade")
    List<Grade> history(Viewer viewer, @PathVariable long caseId, @PathVariable String sha256) {
        return desk.grades(viewer, caseId, GradingApi.sha256(sha256));
    }

    @GetMapping("/cases/{caseId}/grading/conflicts")
    @Scoped(Scope.GRADING_READ)
    @Does("Lists the media of a case on which graders differ, but for those that wait for the caller's blind grade")
    Paged<Conflict> conflicts(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        return Paged.of(desk.conflicts(viewer, caseId), after, limit, c -> Long.toString(c.id()));
    }

    @GetMapping("/cases/{caseId}/grading/media/{sha256}/attributes")
    @Scoped(Scope.GRADING_READ)
    @Does("Lists everything that was said of a media beside its grade, oldest first")
    List<Attributes.Said> attributes(Viewer viewer, @PathVariable long caseId, @PathVariable String sha256) {
        return desk.attributes(viewer, caseId, GradingApi.sha256(sha256));
    }

    @PostMapping("/cases/{caseId}/grading/attributes")
    @Scoped(Scope.GRADING_WRITE)
    @Does("Says the same of one or many media beside their grade, all or none: pseudo-photograph, accessible, comment")
    void say(Viewer viewer, @PathVariable long caseId, @RequestBody Said said) {
        if (said.name() == null) {
            throw ApiException.refused("name", "The attribute has no name", "Send name");
        }
        desk.say(viewer, caseId, GradingApi.media(said.media()), said.name(), said.value(), said.basis());
    }

    @GetMapping("/cases/{caseId}/grading/media/{sha256}/segments")
    @Scoped(Scope.GRADING_READ)
    @Does("Lists the graded parts of a video that stand, in its order")
    List<Segments.Segment> segments(Viewer viewer, @PathVariable long caseId, @PathVariable String sha256) {
        return desk.segments(viewer, caseId, GradingApi.sha256(sha256));
    }

    @PostMapping("/cases/{caseId}/grading/media/{sha256}/segments")
    @Scoped(Scope.GRADING_WRITE)
    @Does("Grades a part of a video; the video's own grade becomes the gravest of the caller's parts")
    ResponseEntity<Segments.Segment> grade(
            Viewer viewer,
            @PathVariable long caseId,
            @PathVariable String sha256,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody Part part) {
        GradingApi.sha256(sha256);
        List<Object> what = List.of("segment", caseId, sha256, part);
        return creations.once(viewer, key, what, Segments.Segment.class, () -> {
            Segments.Segment made =
                    desk.add(viewer, caseId, sha256, part.code(), part.startMs(), part.endMs(), part.session());
            return new Creations.Created<>(
                    "/api/v1/cases/" + caseId + "/grading/media/" + sha256 + "/segments", null, made);
        });
    }

    @PostMapping("/cases/{caseId}/grading/media/{sha256}/segments/{id}/taken-back")
    @Scoped(Scope.GRADING_WRITE)
    @Does("Takes one's own graded part of a video back, with a reason; it stays on record")
    void takeBack(
            Viewer viewer,
            @PathVariable long caseId,
            @PathVariable String sha256,
            @PathVariable long id,
            @RequestBody Withdrawn withdrawn) {
        desk.takeBack(viewer, caseId, GradingApi.sha256(sha256), id, withdrawn.reason());
    }
}
