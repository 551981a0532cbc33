package org.curlew.pipeline.web.suspects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Page;
import org.curlew.pipeline.web.Slice;
import org.curlew.triage.obligations.Obligation;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.reviews.Review;
import org.curlew.triage.reviews.Review.Action;
import org.curlew.triage.reviews.Review.Answer;
import org.curlew.triage.reviews.Review.Decision;
import org.curlew.triage.reviews.ReviewException;
import org.curlew.triage.reviews.ReviewGap;
import org.curlew.triage.reviews.ReviewRules;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The 28-day review: twelve parts as a list of tasks, each a short page, signed only when none is missing. */
@Page
@Allowed(Role.POLIT_SUPERVISOR)
class ReviewController {

    private static final int ROWS = 50;
    private static final int ACTIONS = 5;

    private final ReviewDesk desk;
    private final SuspectDesk suspects;
    private final Lookups lookups;
    private final Clock clock;

    ReviewController(ReviewDesk desk, SuspectDesk suspects, Lookups lookups, Clock clock) {
        this.desk = desk;
        this.suspects = suspects;
        this.lookups = lookups;
        this.clock = clock;
    }

    /** A part of the form as the task list shows it. */
    record Task(ReviewRules.Part part, long answered) {
        public boolean done() {
            return answered == part.questions().size();
        }
    }

    @GetMapping("/reviews")
    String reviews(Viewer viewer, @RequestParam(defaultValue = "1") int page, Model model) {
        List<Obligations.Due> due = suspects.reviews(viewer);
        Instant now = clock.instant();
        Slice<Obligation> slice = Slice.of(due, page, ROWS).map(suspects::read);
        model.addAttribute("slice", slice);
        model.addAttribute("overdue", Obligations.Due.before(now, due));
        model.addAttribute("outlook", suspects.outlook());
        List<Long> drifting = desk.drifting(viewer);
        model.addAttribute("drifting", drifting.size());
        model.addAttribute(
                "drifters",
                lookups.references(drifting.stream().limit(ROWS).toList()).entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .toList());
        model.addAttribute(
                "references",
                lookups.references(
                        slice.rows().stream().map(Obligation::caseId).distinct().toList()));
        model.addAttribute("now", now);
        return "reviews/reviews";
    }

    @GetMapping("/reviews/case/{caseId}")
    String ofCase(Viewer viewer, @PathVariable long caseId, Model model) {
        return desk.open(viewer, caseId).map(r -> "redirect:/reviews/" + r.id()).orElseGet(() -> {
            model.addAttribute("caseId", caseId);
            model.addAttribute("reference", lookups.caseReference(caseId));
            model.addAttribute("closed", desk.closed(viewer, caseId));
            model.addAttribute("next", desk.nextDue(viewer, caseId));
            return "reviews/start";
        });
    }

    @PostMapping("/reviews/case/{caseId}")
    String start(Viewer viewer, @PathVariable long caseId) {
        return "redirect:/reviews/" + desk.start(viewer, caseId).id();
    }

    @GetMapping("/reviews/{id}")
    String review(Viewer viewer, @PathVariable long id, Model model) {
        Review review = desk.find(viewer, id);
        model.addAttribute("review", review);
        model.addAttribute("reference", lookups.caseReference(review.caseId()));
        model.addAttribute(
                "tasks",
                desk.rules().parts().stream()
                        .map(p -> new Task(p, answered(review, p)))
                        .toList());
        model.addAttribute("decisions", Decision.values());
        if (!model.containsAttribute("typed")) {
            model.addAttribute("typed", Collections.nCopies(ACTIONS, new Typed("", "", "")));
        }
        return review.closedAt() == null ? "reviews/review" : "reviews/signed";
    }

    @GetMapping("/reviews/{id}/parts/{number}")
    String part(Viewer viewer, @PathVariable long id, @PathVariable int number, Model model) {
        Review review = desk.find(viewer, id);
        ReviewRules.Part part = desk.part(number);
        List<Review> before = desk.closed(viewer, review.caseId());
        model.addAttribute("review", review);
        model.addAttribute("part", part);
        model.addAttribute("last", before.isEmpty() ? null : before.getFirst());
        model.addAttribute("parts", desk.rules().parts().size());
        return "reviews/part";
    }

    /** Keeps what stands in the part, finished or not. */
    @PostMapping("/reviews/{id}/parts/{number}")
    String save(Viewer viewer, @PathVariable long id, @PathVariable int number, HttpServletRequest request) {
        ReviewRules.Part part = desk.part(number);
        for (String question : part.questions().keySet()) {
            String text = parameter(request, "text-" + question);
            boolean noChange = request.getParameter("same-" + question) != null;
            String reason = parameter(request, "reason-" + question);
            if (noChange || !text.isBlank()) {
                desk.answer(
                        viewer,
                        id,
                        number + "." + question,
                        noChange ? Answer.noChange(reason.isBlank() ? null : reason) : Answer.of(text));
            }
        }
        boolean more = number < desk.rules().parts().size();
        return "redirect:/reviews/" + id + (more ? "/parts/" + (number + 1) : "");
    }

    @PostMapping("/reviews/{id}/sign")
    String sign(
            Viewer viewer,
            @PathVariable long id,
            @RequestParam(required = false) Decision decision,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            desk.sign(viewer, id, decision, actions(request));
            return "redirect:/reviews/" + id;
        } catch (ReviewException e) {
            response.setStatus(422);
            model.addAttribute(
                    "missing",
                    e.gaps().isEmpty()
                            ? List.of(new Missing("#parts", e.getMessage()))
                            : e.gaps().stream().map(g -> missing(id, g)).toList());
            model.addAttribute("decided", decision);
            model.addAttribute("typed", typed(request));
            return review(viewer, id, model);
        }
    }

    /** Something that a review cannot be signed without, and where it is filled in. */
    record Missing(String href, String text) {}

    /** A question that was not answered in its own words, with a link to its field; what else is missing is on the page itself. */
    private Missing missing(long id, ReviewGap gap) {
        return switch (gap.place()) {
            case DECISION -> new Missing("#decision", gap.text());
            case ACTIONS -> new Missing("#what-0", gap.text());
            case PARTS -> new Missing("#parts", gap.text());
            case QUESTION -> {
                ReviewRules.Part part = desk.part(gap.part());
                yield new Missing(
                        "/reviews/" + id + "/parts/" + part.number() + "#text-" + gap.question(),
                        part.number() + ". " + part.name() + ": "
                                + part.questions().get(gap.question()) + " (" + gap.what() + ")");
            }
        };
    }

    /** A row of the form's actions as it was typed. */
    record Typed(String what, String owner, String due) {}

    private static List<Typed> typed(HttpServletRequest request) {
        return IntStream.range(0, ACTIONS)
                .mapToObj(i -> new Typed(
                        parameter(request, "what-" + i),
                        parameter(request, "owner-" + i),
                        parameter(request, "due-" + i)))
                .toList();
    }

    /** Rows with anything in them: one without its words is refused, not left out. */
    private static List<Action> actions(HttpServletRequest request) {
        return typed(request).stream()
                .filter(t -> !(t.what() + t.owner() + t.due()).isBlank())
                .map(t -> new Action(t.what(), t.owner(), day(t.due())))
                .toList();
    }

    /** What a browser sends that knows no dates may be none; it counts as missing, and the row says so. */
    private static LocalDate day(String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String parameter(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value.strip();
    }

    private static long answered(Review review, ReviewRules.Part part) {
        Map<String, Answer> answers = review.answers();
        return part.questions().keySet().stream()
                .map(q -> answers.get(part.number() + "." + q))
                .filter(a -> a != null
                        && (a.noChange()
                                ? a.reason() != null
                                : a.text() != null && !a.text().isBlank()))
                .count();
    }
}
