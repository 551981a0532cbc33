package org.curlew.pipeline.web.victims;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.curlew.grading.caid.CaidException;
import org.curlew.grading.caid.Obstacle;
import org.curlew.grading.caid.Rejections;
import org.curlew.grading.caid.Scope;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A case's way to CAID: what stands against it, who asked and who agreed, its bundles and CAID's answers. */
@Page
@Allowed(Role.VIO)
class UploadController {

    private static final String BACK = "redirect:/victims/cases/";

    private final BundleDesk bundles;
    private final LaneDesk lane;
    private final BundleMaker maker;

    UploadController(BundleDesk bundles, LaneDesk lane, BundleMaker maker) {
        this.bundles = bundles;
        this.lane = lane;
        this.maker = maker;
    }

    @GetMapping("/victims/cases/{caseId}")
    String upload(Viewer viewer, @PathVariable long caseId, @RequestParam(required = false) Scope scope, Model model) {
        LaneDesk.CaseLine line = lane.upload(viewer, caseId);
        Scope asked = scope != null ? scope : line.counts().rejected() > 0 ? Scope.REJECTED : Scope.UNSENT;
        model.addAttribute("line", line);
        model.addAttribute("scope", asked);
        model.addAttribute("scopes", Scope.values());
        List<Obstacle> obstacles = bundles.obstacles(viewer, caseId, lane.scheme(), asked);
        model.addAttribute("obstacles", obstacles);
        model.addAttribute("disposed", obstacles.stream().anyMatch(o -> o.kind() == Obstacle.Kind.BYTES_DISPOSED_OF));
        model.addAttribute("releases", bundles.releasesOf(viewer, caseId));
        List<BundleDesk.Bundle> made = bundles.ofCase(viewer, caseId);
        model.addAttribute("bundles", made);
        model.addAttribute(
                "made", made.stream().map(BundleDesk.Bundle::releaseId).collect(Collectors.toSet()));
        model.addAttribute("leftOut", bundles.leftOut(viewer, caseId));
        model.addAttribute("rejected", lane.rejected(viewer, caseId));
        model.addAttribute("series", lane.series(viewer, caseId));
        model.addAttribute("hasKey", maker.hasKey());
        model.addAttribute("scheme", lane.scheme());
        return "victims/upload";
    }

    @PostMapping("/victims/cases/{caseId}/releases")
    String request(Viewer viewer, @PathVariable long caseId, @RequestParam(defaultValue = "UNSENT") Scope scope) {
        bundles.request(viewer, caseId, lane.scheme(), VicsProfile.UK, scope);
        return BACK + caseId;
    }

    @PostMapping("/victims/cases/{caseId}/left-out")
    String leaveOut(Viewer viewer, @PathVariable long caseId, @RequestParam(defaultValue = "") String reason) {
        bundles.leaveOut(viewer, caseId, lane.scheme(), reason);
        return BACK + caseId;
    }

    @PostMapping("/victims/releases/{id}/decision")
    String decide(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean approve,
            @RequestParam(defaultValue = "") String reason) {
        return BACK + bundles.decide(viewer, id, approve, reason).caseId();
    }

    @PostMapping("/victims/releases/{id}/bundle")
    String make(Viewer viewer, @PathVariable long id) throws IOException {
        bundles.make(viewer, id);
        return BACK + bundles.caseOfRelease(id);
    }

    @PostMapping("/victims/bundles/{id}/sent")
    String sent(Viewer viewer, @PathVariable long id, @RequestParam(defaultValue = "") String recipient) {
        if (recipient.isBlank()) {
            throw new CaidException("A disclosure names its recipient: go back and say to whom the bundle went.");
        }
        bundles.sent(viewer, id, recipient.strip());
        return BACK + bundles.caseOfBundle(id);
    }

    @PostMapping("/victims/bundles/{id}/receipt")
    String receipt(Viewer viewer, @PathVariable long id, @RequestParam(defaultValue = "") String rejected) {
        bundles.receipt(viewer, id, rejections(rejected));
        return BACK + bundles.caseOfBundle(id);
    }

    /** One rejected media a line: its MD5, a space or comma, and CAID's reason. */
    static Map<String, String> rejections(String text) {
        Rejections found = new Rejections();
        List<String> lines =
                text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        for (int i = 0; i < lines.size(); i++) {
            String[] parts = lines.get(i).split("[\\s,;]+", 2);
            String place = "The receipt's line " + (i + 1) + " ";
            found.add(parts[0], parts.length < 2 ? "" : parts[1]).ifPresent(problem -> {
                throw new CaidException(place + problem.words() + ": nothing was entered.");
            });
        }
        return found.reasons();
    }
}
