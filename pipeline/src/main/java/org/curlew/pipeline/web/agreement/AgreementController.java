package org.curlew.pipeline.web.agreement;

import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import org.curlew.grading.agreement.SecondGrading;
import org.curlew.grading.sessions.Grades;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.grading.ExposureClock;
import org.curlew.pipeline.web.grading.GalleryDesk;
import org.curlew.pipeline.web.grading.Sitting;
import org.curlew.pipeline.web.grading.Sittings;
import org.curlew.pipeline.web.grading.Stack;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Second grading in the gallery, blind, and the decision between grades that differ. */
@Page
@Allowed(Role.GRADER)
class AgreementController {

    private static final int SCREENFUL = 60;

    private final AgreementDesk desk;
    private final Sittings sittings;
    private final ExposureClock exposure;

    AgreementController(AgreementDesk desk, Sittings sittings, ExposureClock exposure) {
        this.desk = desk;
        this.sittings = sittings;
        this.exposure = exposure;
    }

    @GetMapping("/grading/{caseId}/second")
    String rounds(Viewer viewer, @PathVariable long caseId, Model model) {
        model.addAttribute("reference", desk.reference(caseId));
        model.addAttribute("caseId", caseId);
        List<AgreementDesk.Line> rounds = desk.rounds(viewer, caseId);
        model.addAttribute("rounds", rounds);
        model.addAttribute(
                "mine", rounds.stream().mapToLong(AgreementDesk.Line::mine).sum());
        return "grading/second";
    }

    @PostMapping("/grading/{caseId}/second")
    String draw(Viewer viewer, @PathVariable long caseId) {
        desk.draw(viewer, caseId);
        return "redirect:/grading/" + caseId + "/second";
    }

    /** The gallery over one round; the first grades are not on it, nor in anything it asks for. */
    @GetMapping("/second-grading/{id}")
    String gallery(Viewer viewer, @PathVariable long id, Model model, HttpSession session) {
        SecondGrading.Round round = desk.round(viewer, id);
        List<Stack> items = items(viewer, id);
        Sitting sitting = sittings.begun(viewer, round.caseId(), session);
        ExposureClock.State state = exposure.look(sitting, shown(items), GalleryDesk.SMALL);
        if (!state.mayLook()) {
            sittings.rest(sitting, session);
            model.addAttribute("state", state);
            return "grading/break";
        }
        model.addAttribute(
                "line", new GalleryDesk.Head(round.caseId(), desk.reference(round.caseId()), true, items.size(), 0));
        model.addAttribute("items", items.subList(0, Math.min(items.size(), SCREENFUL)));
        model.addAttribute("acts", "/second-grading/" + id);
        model.addAttribute("minutes", state.left().toMinutes());
        model.addAttribute("categories", desk.scheme().categories());
        model.addAttribute("confirmed", desk.scheme().confirmed());
        return "grading/gallery";
    }

    @GetMapping(path = "/second-grading/{id}/items", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> more(Viewer viewer, @PathVariable long id, HttpSession session) {
        SecondGrading.Round round = desk.round(viewer, id);
        List<Stack> items = items(viewer, id);
        ExposureClock.State state =
                exposure.further(sittings.now(viewer, round.caseId(), session), shown(items), GalleryDesk.SMALL);
        return Map.of(
                "rest",
                !state.mayLook(),
                "minutes",
                state.left().toMinutes(),
                "left",
                items.size(),
                "items",
                state.mayLook() ? items.subList(0, Math.min(items.size(), SCREENFUL)) : List.of());
    }

    @PostMapping("/second-grading/{id}/grades")
    Object grade(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(required = false) List<String> items,
            @RequestHeader(name = "X-Gallery", required = false) String script,
            HttpSession session) {
        long caseId = desk.round(viewer, id).caseId();
        List<String> chosen = items == null
                ? List.of()
                : items.stream().filter(i -> i.matches("[0-9a-f]{64}")).toList();
        Grades.Outcome outcome = desk.grade(viewer, id, sittings.begun(viewer, caseId, session), chosen, code);
        return script == null
                ? "redirect:/second-grading/" + id
                : ResponseEntity.ok(Map.of(
                        "appended",
                        outcome.appended(),
                        "rest",
                        !exposure.state(viewer.name()).mayLook()));
    }

    /** What graders differ on; the pictures count as looked at. */
    @GetMapping("/grading/{caseId}/conflicts")
    String conflicts(Viewer viewer, @PathVariable long caseId, Model model, HttpSession session) {
        List<AgreementDesk.Dispute> disputes = desk.disputes(viewer, caseId);
        ExposureClock.State state = exposure.look(
                sittings.now(viewer, caseId, session),
                disputes.stream().map(d -> d.conflict().sha256()).toList(),
                GalleryDesk.SMALL);
        if (!state.mayLook()) {
            model.addAttribute("state", state);
            return "grading/break";
        }
        model.addAttribute("reference", desk.reference(caseId));
        model.addAttribute("caseId", caseId);
        model.addAttribute("disputes", disputes);
        model.addAttribute("categories", desk.scheme().categories());
        return "grading/conflicts";
    }

    @PostMapping("/grading/{caseId}/conflicts/{sha256}")
    String adjudicate(
            Viewer viewer,
            @PathVariable long caseId,
            @PathVariable String sha256,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String reason,
            HttpSession session) {
        desk.adjudicate(viewer, sittings.now(viewer, caseId, session), sha256, code, reason);
        return "redirect:/grading/" + caseId + "/conflicts";
    }

    private List<Stack> items(Viewer viewer, long roundId) {
        return desk.next(viewer, roundId, Integer.MAX_VALUE).stream()
                .map(i -> Stack.of(i.sha256(), i.mime()))
                .toList();
    }

    /** The media that are on the screen. */
    private static List<String> shown(List<Stack> items) {
        return items.stream().limit(SCREENFUL).map(Stack::sha256).toList();
    }
}
