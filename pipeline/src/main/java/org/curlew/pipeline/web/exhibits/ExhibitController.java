package org.curlew.pipeline.web.exhibits;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.curlew.pipeline.devices.FilePages;
import org.curlew.pipeline.devices.FilePages.Filter;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.AppSessions;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.SessionGate;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.pipeline.web.Page;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The exhibit page and what hangs on it. */
@Page
class ExhibitController {

    /** As the endpoint of the events declares. */
    private static final Role[] FOLLOWING = {
        Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO, Role.GRADER, Role.AUDITOR, Role.COMMAND
    };

    private final ExhibitDesk desk;
    private final FilePages files;
    private final LiveProgress live;
    private final AppSessions sessions;

    ExhibitController(ExhibitDesk desk, FilePages files, LiveProgress live, AppSessions sessions) {
        this.desk = desk;
        this.files = files;
        this.live = live;
        this.sessions = sessions;
    }

    @GetMapping("/exhibits/{id}")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO, Role.GRADER, Role.AUDITOR, Role.COMMAND})
    String exhibit(Viewer viewer, @PathVariable long id, Model model) {
        ExhibitDesk.Shown shown = desk.show(viewer, id);
        model.addAttribute("e", shown);
        model.addAttribute(
                "advice",
                ExhibitDesk.NEEDS_A_PERSON.get(String.valueOf(shown.line().state())));
        model.addAttribute(
                "certificate", shown.screening() == null ? null : ExhibitDesk.certificate(shown.screening()));
        model.addAttribute("mayWork", viewer.is(Role.EXAMINER));
        model.addAttribute("mayNote", viewer.isAny(Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO));
        return "exhibits/exhibit";
    }

    /** The first page of the file list; whatever narrows it is sent in the form, not in the address. */
    @GetMapping("/exhibits/{id}/files")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO, Role.AUDITOR})
    String files(Viewer viewer, @PathVariable long id, Model model) {
        return list(viewer, id, Filter.ALL, FilePages.Order.FOUND, false, "", "exhibits/files", model);
    }

    @PostMapping("/exhibits/{id}/files")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO, Role.AUDITOR})
    String filtered(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String folder,
            @RequestParam(defaultValue = "false") boolean deleted,
            @RequestParam(defaultValue = "false") boolean inArchive,
            @RequestParam(defaultValue = "false") boolean hit,
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(defaultValue = "FOUND") FilePages.Order order,
            @RequestParam(defaultValue = "false") boolean descending,
            @RequestParam(defaultValue = "") String after,
            @RequestHeader(name = "HX-Request", required = false) String part,
            Model model) {
        Filter filter = new Filter(type, limited(text), limited(folder), deleted, inArchive, hit, unread);
        String view =
                part == null ? "exhibits/files" : after.isEmpty() ? "exhibits/files :: list" : "exhibits/files :: more";
        return list(viewer, id, filter, order, descending, after, view, model);
    }

    @GetMapping("/exhibits/{id}/files/{segment}/{ordinal}")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO, Role.AUDITOR})
    String file(
            Viewer viewer, @PathVariable long id, @PathVariable int segment, @PathVariable long ordinal, Model model) {
        long acquisition = desk.acquisition(viewer, id, "a file");
        model.addAttribute("line", desk.line(viewer, id));
        model.addAttribute(
                "file",
                files.find(acquisition, segment, ordinal)
                        .orElseThrow(() -> new NotFoundException("There is no such file on this exhibit")));
        return "exhibits/file";
    }

    @PostMapping("/exhibits/{id}/notes")
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO})
    String note(Viewer viewer, @PathVariable long id, @RequestParam(defaultValue = "") String text) {
        desk.note(viewer, id, text);
        return "redirect:/exhibits/" + id + "#chronology";
    }

    @PostMapping("/exhibits/{id}/custody")
    @Allowed(Role.EXAMINER)
    String transfer(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String seal) {
        desk.transfer(viewer, id, limited(to), limited(place), limited(reason), limited(seal));
        return "redirect:/exhibits/" + id + "#chronology";
    }

    @PostMapping("/exhibits/{id}/retry")
    @Allowed(Role.EXAMINER)
    String retry(Viewer viewer, @PathVariable long id) {
        desk.retry(viewer, id);
        return "redirect:/exhibits/" + id;
    }

    @GetMapping(path = "/exhibits/{id}/progress", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO, Role.GRADER, Role.AUDITOR, Role.COMMAND})
    SseEmitter progress(Viewer viewer, @PathVariable long id, HttpServletRequest request) {
        long acquisition = desk.acquisition(viewer, id, "progress");
        long caseId = desk.line(viewer, id).caseId();
        long session = SessionGate.sessionId(request);
        return live.follow(acquisition, () -> sessions.stillOpen(session)
                .filter(now -> now.isAny(FOLLOWING) && desk.isOpenTo(now, caseId))
                .isPresent());
    }

    private String list(
            Viewer viewer,
            long id,
            Filter filter,
            FilePages.Order order,
            boolean descending,
            String after,
            String view,
            Model model) {
        long acquisition = desk.acquisition(viewer, id, "files");
        model.addAttribute("line", desk.line(viewer, id));
        model.addAttribute("filter", filter);
        model.addAttribute("order", order);
        model.addAttribute("orders", FilePages.Order.values());
        model.addAttribute("descending", descending);
        model.addAttribute("after", after);
        model.addAttribute("page", files.page(acquisition, filter, order, descending, after));
        model.addAttribute("types", List.of("picture", "video", "audio", "document", "archive"));
        return view;
    }

    private static String limited(String text) {
        return text.length() > 500 ? text.substring(0, 500) : text;
    }
}
