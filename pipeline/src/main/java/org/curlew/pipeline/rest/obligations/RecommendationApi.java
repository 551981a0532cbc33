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
import org.curlew.triage.reviews.Recommendations;
import org.curlew.triage.reviews.Recommendations.Measure;
import org.curlew.triage.reviews.Recommendations.Reading;
import org.curlew.triage.reviews.Recommendations.Recommendation;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;

/** Recommendations of inspections, each with a measure that is asked anew. */
@Api
@Allowed(Role.COMMAND)
class RecommendationApi {

    private final Recommendations recommendations;
    private final Creations creations;

    RecommendationApi(Recommendations recommendations, Creations creations) {
        this.recommendations = recommendations;
        this.creations = creations;
    }

    /** A recommendation to record. */
    record Asked(String text, String source, LocalDate due, Measure measure, String owner) {}

    /** A line of evidence. */
    record Evidence(String line) {}

    /** The number that a recommendation was given. */
    record Numbered(long id) {}

    /** A recommendation with its measure as it is now. */
    record Measured(Recommendation recommendation, Reading reading, String words) {}

    @GetMapping("/recommendations")
    @Scoped(Scope.OBLIGATIONS_READ)
    @Does("Lists recommendations with their evidence, each with its measure as it is now")
    List<Measured> list() {
        return recommendations.tracked().stream()
                .map(t -> new Measured(
                        t.recommendation(), t.reading(), t.reading().words()))
                .toList();
    }

    @PostMapping("/recommendations")
    @Scoped(Scope.REVIEWS_WRITE)
    @Does("Records a recommendation with its source, due date, measure and owner")
    ResponseEntity<Numbered> add(
            Viewer viewer,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody Asked asked) {
        return creations.once(viewer, key, List.of("recommendations", asked), Numbered.class, () -> {
            long id = recommendations.add(
                    asked.text(), asked.source(), asked.due(), asked.measure(), asked.owner(), viewer.name());
            return new Creations.Created<>("/api/v1/recommendations", null, new Numbered(id));
        });
    }

    @PostMapping("/recommendations/{id}/evidence")
    @Scoped(Scope.REVIEWS_WRITE)
    @Does("Adds a line of evidence; earlier lines stay")
    void evidence(Viewer viewer, @PathVariable long id, @RequestBody Evidence evidence) {
        recommendations.evidence(id, evidence.line(), viewer.name());
    }

    @PostMapping("/recommendations/{id}/closure")
    @Scoped(Scope.REVIEWS_WRITE)
    @Does("Closes a recommendation that has evidence")
    void close(Viewer viewer, @PathVariable long id) {
        recommendations.close(id, viewer.name());
    }
}
