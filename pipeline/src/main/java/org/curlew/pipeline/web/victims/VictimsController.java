package org.curlew.pipeline.web.victims;

import java.util.List;
import java.util.function.LongPredicate;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Page;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    private final JdbcClient jdbc;
    private final Lookups lookups;
    private final CaseAccess access;
    private final LaneDesk lane;

    VictimsController(JdbcClient jdbc, Lookups lookups, CaseAccess access, LaneDesk lane) {
        this.lane = lane;
        this.jdbc = jdbc;
        this.lookups = lookups;
        this.access = access;
    }

    /** A media that no set knows, and whose EXIF names a camera: it may have been made near the suspect. */
    record Candidate(
            long caseId,
            String caseReference,
            long exhibitId,
            String exhibitReference,
            String path,
            String camera,
            String taken) {}

    @GetMapping("/victims")
    String victims(Viewer viewer, Model model) {
        LongPredicate visible = access.visibleTo(viewer);
        List<Candidate> candidates = jdbc.sql("""
                        select c.id as case_id, c.reference as case_reference, e.id as exhibit_id,
                               e.reference as exhibit_reference, min(o.path) as path,
                               trim(m.camera_make || ' ' || m.camera_model) as camera, m.camera_taken as taken
                        from content m join occurrence o on o.sha256 = m.sha256
                        join exhibit e on e.id = o.exhibit_id join case_file c on c.id = e.case_id
                        where m.camera_model <> '' and not exists (
                            select from occurrence k where k.sha256 = m.sha256 and k.match_set is not null)
                        group by c.id, c.reference, e.id, e.reference, m.sha256, m.camera_make, m.camera_model, m.camera_taken
                        order by m.camera_taken desc limit ?
                        """).param(ROWS).query(Candidate.class).list().stream()
                .filter(c -> visible.test(c.caseId()))
                .toList();
        List<LaneDesk.Row> rows = lane.lane(viewer);
        model.addAttribute("lane", rows);
        model.addAttribute("late", rows.stream().filter(LaneDesk.Row::late).count());
        model.addAttribute(
                "uk", rows.stream().filter(r -> r.item().ukChildPossible()).count());
        model.addAttribute(
                "uploads", lane.uploads(viewer, jdbc.sql("""
                                        select case_id from grade union select case_id from caid_release
                                        union select e.case_id from occurrence o join exhibit e on e.id = o.exhibit_id
                                        where o.match_role = 'illegal' and o.match_kind <> 'pdq'
                                        """).query(Long.class).list()));
        model.addAttribute("mostCases", LaneDesk.MOST_CASES);
        model.addAttribute("candidates", candidates);
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
