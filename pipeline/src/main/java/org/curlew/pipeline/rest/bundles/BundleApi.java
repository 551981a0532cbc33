package org.curlew.pipeline.rest.bundles;

import java.util.List;
import org.curlew.grading.caid.LeftOut;
import org.curlew.grading.caid.Obstacle;
import org.curlew.grading.caid.Releases;
import org.curlew.grading.vics.VicsProfile;
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
import org.curlew.pipeline.web.victims.BundleDesk;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Two-person release of a case's graded media, and what became of what was sent. */
@Api
@Allowed(Role.VIO)
class BundleApi {

    private final BundleDesk desk;
    private final Creations creations;
    private final String scheme;

    BundleApi(BundleDesk desk, Creations creations, @Value("${curlew.grading.scheme:uk-2014}") String scheme) {
        this.desk = desk;
        this.creations = creations;
        this.scheme = scheme;
    }

    /**
     * What a release would go out as.
     *
     * @param scope what of the case goes; everything where it is not said
     */
    record Asked(VicsProfile profile, org.curlew.grading.caid.Scope scope) {

        org.curlew.grading.caid.Scope part() {
            return scope == null ? org.curlew.grading.caid.Scope.EVERYTHING : scope;
        }
    }

    /** A second person's decision; a refusal has a reason. */
    record Decided(boolean approve, String reason) {}

    /** Why a case goes without what was disposed of. */
    record Without(String reason) {}

    /** To whom a bundle went. */
    record Sent(String recipient) {}

    /** How many media of a bundle were rejected. */
    record Entered(int rejected) {}

    @GetMapping("/cases/{caseId}/releases/obstacles")
    @Scoped(Scope.BUNDLES_READ)
    @Does("Lists why a case's media cannot go to CAID now; empty where nothing stands against it")
    List<String> obstacles(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestParam(defaultValue = "EVERYTHING") org.curlew.grading.caid.Scope scope) {
        return desk.obstacles(viewer, caseId, scheme, scope).stream()
                .map(Obstacle::words)
                .toList();
    }

    @GetMapping("/cases/{caseId}/left-out")
    @Scoped(Scope.BUNDLES_READ)
    @Does("Lists the media that do not go to CAID because their bytes were disposed of, and who left them out and why")
    List<LeftOut.Item> leftOut(Viewer viewer, @PathVariable long caseId) {
        return desk.leftOut(viewer, caseId);
    }

    @PostMapping("/cases/{caseId}/left-out")
    @Scoped(Scope.BUNDLES_WRITE)
    @Does("Leaves out the media of a case whose bytes were disposed of before CAID received them, with the reason")
    List<LeftOut.Item> leaveOut(Viewer viewer, @PathVariable long caseId, @RequestBody Without without) {
        return desk.leaveOut(viewer, caseId, scheme, without.reason());
    }

    @PostMapping("/cases/{caseId}/releases")
    @Scoped(Scope.BUNDLES_WRITE)
    @Does("Asks for the release of a case's graded media, or of what was rejected or not sent; another person decides")
    ResponseEntity<Releases.Release> request(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody Asked asked) {
        if (asked.profile() == null) {
            throw ApiException.refused("profile", "The release has no profile", "Send profile");
        }
        return creations.once(viewer, key, List.of("release", caseId, asked), Releases.Release.class, () -> {
            Releases.Release release = desk.request(viewer, caseId, scheme, asked.profile(), asked.part());
            return new Creations.Created<>("/api/v1/releases/" + release.id(), null, release);
        });
    }

    @GetMapping("/releases/{id}")
    @Scoped(Scope.BUNDLES_READ)
    @Does("Gives a release and how it was decided")
    Releases.Release find(Viewer viewer, @PathVariable long id) {
        return desk.find(viewer, id);
    }

    @PostMapping("/releases/{id}/decision")
    @Scoped(Scope.BUNDLES_WRITE)
    @Does("Agrees to a release that someone else asked for, or refuses it with a reason")
    Releases.Release decide(Viewer viewer, @PathVariable long id, @RequestBody Decided decided) {
        return desk.decide(viewer, id, decided.approve(), text(decided.reason()));
    }

    @GetMapping("/cases/{caseId}/bundles")
    @Scoped(Scope.BUNDLES_READ)
    @Does("Lists a case's bundles and where their media stand on their way to CAID")
    Paged<BundleDesk.Bundle> ofCase(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        return Paged.of(desk.ofCase(viewer, caseId), after, limit, b -> Long.toString(b.id()));
    }

    @PostMapping("/bundles/{id}/sent")
    @Scoped(Scope.BUNDLES_WRITE)
    @Does("Records that a bundle went out, and to whom")
    void sent(Viewer viewer, @PathVariable long id, @RequestBody Sent sent) {
        if (text(sent.recipient()).isBlank()) {
            throw ApiException.refused("recipient", "A disclosure names its recipient", "Send recipient");
        }
        desk.sent(viewer, id, sent.recipient());
    }

    @PostMapping("/bundles/{id}/receipt")
    @Scoped(Scope.BUNDLES_WRITE)
    @Does(
            "Enters CAID's receipt of a bundle: all was received but the named media, each with its reason, or all with one")
    Entered receipt(Viewer viewer, @PathVariable long id, @RequestBody Receipt receipt) {
        return new Entered(desk.receipt(viewer, id, receipt.reasons()));
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
