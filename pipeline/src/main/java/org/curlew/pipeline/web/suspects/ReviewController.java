package org.curlew.pipeline.web.suspects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    private static final Pattern QUESTION = Pattern.compile("part (\\d+) \\((.*?)\\): '([^']+)' is (.*)");

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
        model.addAttribute(
                "overdue", due.stream().filter(d -> d.due().isBefore(now)).count());
        model.addAttribute("outlook", suspects.outlook());
        model.addAttribute(
                "references",
                lookups.references(
                        slice.rows().stream().map(Obligation::caseId).distinct().toList()));
        model.addAttribute("now", clock.instant());
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
        model.addAttribute("rows", ACTIONS);
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
                    Stream.of(e.getMessage().replaceFirst("^[^:]*: ", "").split("; "))
                            .map(m -> missing(id, m))
                            .toList());
            return review(viewer, id, model);
        }
    }

    /** Something that a review cannot be signed without, and where it is filled in. */
    record Missing(String href, String text) {}

    /** A question that was not answered in its own words, with a link to its field; what else is missing is on the page itself. */
    private Missing missing(long id, String message) {
        Matcher question = QUESTION.matcher(message);
        if (!question.matches()) {
            return new Missing(message.contains("decision is blank") ? "#decision" : "#parts", message);
        }
        int number = Integer.parseInt(question.group(1));
        String key = question.group(3);
        String words = desk.rules().parts().stream()
                .filter(p -> p.number() == number)
                .map(p -> p.questions().get(key))
                .findFirst()
                .orElse(key);
        return new Missing(
                "/reviews/" + id + "/parts/" + number + "#text-" + key,
                number + ". " + question.group(2) + ": " + words + " (" + question.group(4) + ")");
    }

    private static List<Action> actions(HttpServletRequest request) {
        List<Action> actions = new ArrayList<>();
        for (int i = 0; i < ACTIONS; i++) {
            String what = parameter(request, "what-" + i);
            if (!what.isBlank()) {
                actions.add(new Action(what, parameter(request, "owner-" + i), day(parameter(request, "due-" + i))));
            }
        }
        return actions;
    }

    private static LocalDate day(String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new ReviewException("Action, due: " + text + " is no date; choose one from the calendar");
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
