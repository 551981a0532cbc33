package org.curlew.pipeline.web.victims;

import java.util.List;
import java.util.function.LongPredicate;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Page;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** "Whom can we still find?" */
@Page
@Allowed(Role.VIO)
class VictimsController {

    private static final int ROWS = 200;

    private final MediaCases media;
    private final Lookups lookups;
    private final CaseAccess access;
    private final LaneDesk lane;

    VictimsController(MediaCases media, Lookups lookups, CaseAccess access, LaneDesk lane) {
        this.lane = lane;
        this.media = media;
        this.lookups = lookups;
        this.access = access;
    }

    @GetMapping("/victims")
    String victims(Viewer viewer, Model model) {
        LongPredicate visible = access.visibleTo(viewer);
        List<Long> cases = media.withMedia(visible);
        List<LaneDesk.Row> rows = lane.lane(viewer);
        model.addAttribute("lane", rows);
        model.addAttribute("late", rows.stream().filter(LaneDesk.Row::late).count());
        model.addAttribute(
                "uk", rows.stream().filter(r -> r.item().ukChildPossible()).count());
        model.addAttribute("uploads", lane.uploads(viewer, media.forCaid(cases)));
        model.addAttribute("mostCases", LaneDesk.MOST_CASES);
        model.addAttribute("candidates", media.candidates(cases, ROWS));
        model.addAttribute(
                "graded",
                lookups.exhibitsIn(List.of("GRADED", "RELEASED"), ROWS).stream()
                        .filter(l -> visible.test(l.caseId()))
                        .toList());
        return "victims/victims";
    }

    /** Why a content is in the lane, what was done about it, and what to say of it. */
    @GetMapping("/victims/cases/{caseId}/media/{sha256}")
    String media(Viewer viewer, @PathVariable long caseId, @PathVariable String sha256, Model model) {
        model.addAttribute("caseId", caseId);
        model.addAttribute("sha256", sha256);
        model.addAttribute("media", lane.media(viewer, caseId, sha256));
        model.addAttribute("says", LaneDesk.Say.values());
        return "victims/media";
    }

    @PostMapping("/victims/cases/{caseId}/media/{sha256}")
    String say(
            Viewer viewer,
            @PathVariable long caseId,
            @PathVariable String sha256,
            @RequestParam(required = false) LaneDesk.Say say,
            @RequestParam(defaultValue = "") String text,
            Model model) {
        if (say != LaneDesk.Say.TAKE && (say == null || text.isBlank())) {
            model.addAttribute("refusal", say == null ? "Choose what to say" : "Say what this rests on");
            model.addAttribute("text", text);
            model.addAttribute("chosen", say);
            return media(viewer, caseId, sha256, model);
        }
        lane.say(viewer, caseId, sha256, say, text);
        return "redirect:/victims/cases/" + caseId + "/media/" + sha256;
    }
}
