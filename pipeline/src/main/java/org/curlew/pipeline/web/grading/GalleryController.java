package org.curlew.pipeline.web.grading;

import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.curlew.grading.sessions.Grades;
import org.curlew.pipeline.renditions.Renditions;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The gallery: dark, quiet, by keyboard. */
@Page
@Allowed(Role.GRADER)
class GalleryController {

    private static final int SCREENFUL = 60;
    private static final MediaType WEBM = MediaType.parseMediaType("video/webm");

    /** In place of the number, while the machine counts a large case for the first time. */
    private static final String NOT_COUNTED = "Not counted yet what is";

    private final GalleryDesk desk;
    private final Sittings sittings;
    private final ExposureClock exposure;

    GalleryController(GalleryDesk desk, Sittings sittings, ExposureClock exposure) {
        this.desk = desk;
        this.sittings = sittings;
        this.exposure = exposure;
    }

    @GetMapping("/grading")
    String cases(Viewer viewer, Model model) {
        GalleryDesk.Cases listed = desk.cases(viewer);
        model.addAttribute("cases", listed.rows());
        model.addAttribute("at", listed.at());
        return "grading/cases";
    }

    @GetMapping("/grading/{caseId}")
    String gallery(Viewer viewer, @PathVariable long caseId, Model model, HttpSession session) {
        GalleryDesk.Head line = desk.head(viewer, caseId);
        Sitting sitting = sittings.begun(viewer, caseId, session);
        GalleryDesk.Screen screen = desk.screen(viewer, sitting, SCREENFUL, false);
        if (!screen.state().mayLook()) {
            sittings.rest(sitting, session);
            model.addAttribute("state", screen.state());
            return "grading/break";
        }
        model.addAttribute("line", line);
        model.addAttribute("notCounted", NOT_COUNTED);
        model.addAttribute("items", screen.stacks());
        model.addAttribute("acts", "/grading/" + caseId);
        model.addAttribute("minutes", screen.state().left().toMinutes());
        model.addAttribute("categories", desk.scheme().categories());
        model.addAttribute("confirmed", desk.scheme().confirmed());
        return "grading/gallery";
    }

    /** What the gallery asks for when few are left on the screen. */
    @GetMapping(path = "/grading/{caseId}/items", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> items(Viewer viewer, @PathVariable long caseId, HttpSession session) {
        GalleryDesk.Screen screen = desk.screen(viewer, sittings.now(viewer, caseId, session), SCREENFUL, true);
        GalleryDesk.Head line = desk.head(viewer, caseId);
        return Map.of(
                "rest",
                !screen.state().mayLook(),
                "minutes",
                screen.state().left().toMinutes(),
                "left",
                line.counted() ? line.left() : NOT_COUNTED,
                "items",
                screen.stacks());
    }

    @GetMapping("/grading/{caseId}/pictures/{sha256}")
    ResponseEntity<byte[]> picture(
            Viewer viewer,
            @PathVariable long caseId,
            @PathVariable String sha256,
            @RequestParam(defaultValue = "false") boolean large,
            @RequestParam(defaultValue = "false") boolean reveal,
            @RequestParam(defaultValue = "false") boolean colour,
            HttpSession session)
            throws IOException, InterruptedException {
        Renditions.Drawn drawn =
                desk.picture(viewer, sittings.now(viewer, caseId, session), sha256, new Reveal(large, reveal, colour));
        return answer(drawn.jpeg(), MediaType.IMAGE_JPEG, drawn.reason());
    }

    /** A part of a video, silent unless its sound is asked for; never ranges of it, so that each is one act. */
    @GetMapping("/grading/{caseId}/clips/{sha256}")
    ResponseEntity<byte[]> clip(
            Viewer viewer,
            @PathVariable long caseId,
            @PathVariable String sha256,
            @RequestParam(defaultValue = "0") int part,
            @RequestParam(defaultValue = "false") boolean large,
            @RequestParam(defaultValue = "false") boolean reveal,
            @RequestParam(defaultValue = "false") boolean colour,
            @RequestParam(defaultValue = "false") boolean sound,
            HttpSession session)
            throws IOException, InterruptedException {
        Sitting sitting = sittings.now(viewer, caseId, session);
        Renditions.Clip clip = desk.clip(viewer, sitting, sha256, new Reveal(large, reveal, colour), sound, part);
        ResponseEntity<byte[]> answer = answer(clip.webm(), WEBM, clip.reason());
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                // the page stops playing then
                .header(
                        "X-Until-Break",
                        Long.toString(exposure.state(viewer.name()).left().toSeconds()))
                .body(answer.getBody());
    }

    /** What was drawn, or why there is nothing; kept by no browser. */
    private static ResponseEntity<byte[]> answer(byte[] drawn, MediaType type, String reason) {
        return ResponseEntity.status(drawn == null ? 404 : 200)
                .cacheControl(CacheControl.noStore())
                .contentType(drawn == null ? MediaType.TEXT_PLAIN : type)
                .body(drawn == null ? reason.getBytes(java.nio.charset.StandardCharsets.UTF_8) : drawn);
    }

    @PostMapping("/grading/{caseId}/grades")
    Object grade(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(required = false) List<String> items,
            @RequestParam(defaultValue = "") String reason,
            @RequestHeader(name = "X-Gallery", required = false) String script,
            HttpSession session) {
        desk.mayGrade(viewer, caseId);
        Sitting sitting = sittings.begun(viewer, caseId, session);
        Grades.Outcome outcome = desk.grade(viewer, sitting, code, digests(items), reason);
        return script == null
                ? "redirect:/grading/" + caseId
                : ResponseEntity.ok(Map.of(
                        "appended",
                        outcome.appended(),
                        "conflicts",
                        outcome.conflictsOpened(),
                        "rest",
                        !exposure.state(viewer.name()).mayLook()));
    }

    /** The gallery's Z: the grade counts no longer, the media come back to the front, and nothing is erased. */
    @PostMapping("/grading/{caseId}/taken-back")
    ResponseEntity<Void> takeBack(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestParam(required = false) List<String> items,
            HttpSession session) {
        Long sitting = sittings.now(viewer, caseId, session).session();
        desk.takeBack(viewer, caseId, digests(items), "taken back at once in the gallery", sitting);
        return ResponseEntity.noContent().build();
    }

    /** A stack comes as its members with commas between; what is no digest is left out. */
    static List<String> digests(List<String> items) {
        return items == null
                ? List.of()
                : items.stream()
                        .flatMap(i -> Stream.of(i.split(",")))
                        .filter(i -> i.matches("[0-9a-f]{64}"))
                        .distinct()
                        .toList();
    }
}
