package org.curlew.pipeline.web.exhibits;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.triage.intake.UkTime;
import org.curlew.triage.register.ExhibitFile.LockState;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.register.RegisterException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One page, fields in the order of the hand; a scanner's Enter moves on and does not send. */
@Page
@Allowed(Role.EXAMINER)
class BookInController {

    /** Fields that the register names otherwise than the form; an exhibit is submitted as it is booked in. */
    private static final Map<String, String> IN_THE_FORM =
            Map.of("capacityBytes", "capacityGb", "submittedAt", "seizedAt");

    private static final Set<String> FIELDS = Stream.of(BookIn.Form.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toUnmodifiableSet());

    private final BookIn bookIn;

    BookInController(BookIn bookIn) {
        this.bookIn = bookIn;
    }

    @GetMapping("/book-in")
    String form(Model model) {
        model.addAttribute("offences", OffenceClass.values());
        model.addAttribute("locks", LockState.values());
        if (!model.containsAttribute("form")) {
            model.addAttribute("form", null);
        }
        return "exhibits/book-in";
    }

    @PostMapping("/book-in")
    String book(
            Viewer viewer,
            @RequestParam(defaultValue = "") String caseReference,
            @RequestParam(defaultValue = "") String exhibitReference,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String make,
            @RequestParam(defaultValue = "") String serial,
            @RequestParam(defaultValue = "") String imei,
            @RequestParam(required = false) Long capacityGb,
            @RequestParam(required = false) LockState lock,
            @RequestParam(required = false) LocalDateTime seizedAt,
            @RequestParam(defaultValue = "") String evidenceAtRisk,
            @RequestParam(defaultValue = "false") boolean complainants,
            @RequestParam(required = false) OffenceClass offence,
            @RequestParam(defaultValue = "") String team,
            @RequestParam(defaultValue = "") String legalBasis,
            @RequestParam(defaultValue = "") String questions,
            HttpServletResponse response,
            Model model) {
        Instant seized = null;
        String gap = null;
        try {
            seized = seizedAt == null ? null : UkTime.instant(seizedAt);
        } catch (IllegalArgumentException e) {
            gap = e.getMessage();
        }
        BookIn.Form form = new BookIn.Form(
                caseReference.strip(),
                exhibitReference.strip(),
                kind.strip(),
                make,
                serial,
                imei.strip(),
                capacityGb,
                lock,
                seized,
                evidenceAtRisk,
                complainants,
                offence,
                team,
                legalBasis,
                questions);
        try {
            if (gap != null) {
                throw new RegisterException("ExhibitDetails", "seizedAt", gap);
            }
            return "redirect:/exhibits/" + bookIn.book(viewer, form).id() + "/label";
        } catch (RegisterException e) {
            response.setStatus(422);
            model.addAttribute("refusal", e.getMessage());
            model.addAttribute("target", target(e));
            model.addAttribute("form", form);
            return form(model);
        }
    }

    /** The form's field that a refusal is about; the first one where it is about none. */
    private static String target(RegisterException refusal) {
        return refusal.problems().stream()
                .map(p -> IN_THE_FORM.getOrDefault(p.field(), p.field()))
                .filter(FIELDS::contains)
                .findFirst()
                .orElse("caseReference");
    }
}
