package org.curlew.pipeline.rest;

import java.util.List;
import java.util.UUID;
import org.curlew.pipeline.security.AccountException;
import org.curlew.pipeline.security.NoSuchCaseException;
import org.curlew.pipeline.security.NotForYouException;
import org.curlew.pipeline.security.Problem;
import org.curlew.pipeline.security.ReasonNeededException;
import org.curlew.pipeline.security.TokenRefusedException;
import org.curlew.pipeline.web.NotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;

/** Answers failed calls with what happened, where and what to do; nothing of the inside is told. */
@RestControllerAdvice(annotations = Api.class)
@ConditionalOnWebApplication
@Order(10)
class ApiFailures {

    private static final Logger LOG = LoggerFactory.getLogger(ApiFailures.class);
    private static final String NOT_DONE = "That was not done";

    @ExceptionHandler(ApiException.class)
    ResponseEntity<Problem> api(ApiException e) {
        return answer(e.problem());
    }

    @ExceptionHandler(NotForYouException.class)
    ResponseEntity<Problem> notForYou() {
        return answer(Problem.of(
                403,
                "not-for-you",
                "You cannot open this case",
                "It belongs to another team and nobody has given you access",
                null,
                "Ask the case's supervisor"));
    }

    @ExceptionHandler(ReasonNeededException.class)
    ResponseEntity<Problem> reasonNeeded(ReasonNeededException e) {
        return answer(Problem.of(
                403,
                "reason-needed",
                "Say why first",
                e.getMessage(),
                null,
                "Give the reason on the page of the case; it holds for 12 hours"));
    }

    @ExceptionHandler(TokenRefusedException.class)
    ResponseEntity<Problem> token(TokenRefusedException e) {
        return answer(Problem.of(
                403, "scope", "The token may not do this", e.getMessage(), "Authorization", "Make a token that may"));
    }

    @ExceptionHandler(AccessDeniedException.class)
    ResponseEntity<Problem> denied() {
        return answer(Problem.of(
                403,
                "not-for-the-role",
                "This is not for your role",
                "None of your roles may call it",
                null,
                "If you need it for your work, ask an administrator to give you the role"));
    }

    @ExceptionHandler({NotFoundException.class, NoSuchCaseException.class})
    ResponseEntity<Problem> missing(RuntimeException e) {
        return answer(Problem.of(404, "not-found", "Not found", e.getMessage(), null, "Start from a list"));
    }

    /** The services' own refusals say what, where and what to do in one line. */
    @ExceptionHandler({
        AccountException.class,
        org.curlew.triage.register.RegisterException.class,
        org.curlew.triage.queue.QueueException.class,
        org.curlew.triage.rules.RuleFileException.class,
        org.curlew.triage.hashsets.HashSetException.class,
        org.curlew.triage.reviews.ReviewException.class,
        org.curlew.triage.obligations.ObligationException.class,
        org.curlew.triage.referrals.ReferralException.class,
        org.curlew.grading.sessions.GradingException.class,
        org.curlew.grading.caid.CaidException.class
    })
    ResponseEntity<Problem> refused(RuntimeException e) {
        String text = e.getMessage();
        int colon = text.indexOf(": ");
        String where = colon > 0 && colon < 60 ? text.substring(0, colon) : null;
        return answer(Problem.of(422, "refused", NOT_DONE, text, where, "Put right what is said, and call again"));
    }

    @ExceptionHandler(JacksonException.class)
    ResponseEntity<Problem> json(JacksonException e) {
        return answer(badBody(e));
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException e) {
        return answer(
                e.getCause() instanceof JacksonException json
                        ? badBody(json)
                        : Problem.of(
                                400, "bad-body", "The body cannot be read", "It is missing or no JSON", null, BODY));
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ResponseEntity<Problem> mismatch(MethodArgumentTypeMismatchException e) {
        return answer(Problem.of(
                400,
                "bad-parameter",
                "A parameter is not right",
                e.getName() + " is not of its kind",
                e.getName(),
                "See /api/openapi.json"));
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<Problem> other(Exception e) {
        if (e instanceof ErrorResponse known) {
            String detail = known.getBody().getDetail();
            return answer(Problem.of(
                    known.getStatusCode().value(),
                    "bad-request",
                    "That request cannot be served",
                    detail == null ? "It is not one of this address" : detail,
                    null,
                    "See /api/openapi.json"));
        }
        String number = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("API failure {}", number, e);
        return answer(Problem.of(
                500,
                "internal",
                "Something went wrong",
                "Nothing was changed; failure " + number,
                null,
                "Try again; if it stays so, tell an administrator the number"));
    }

    private static final String BODY = "Send JSON as /api/openapi.json describes it";

    /** Names the field and not the value: a value can name a person, and answers are logged by others. */
    private static Problem badBody(JacksonException e) {
        List<String> path = e.getPath().stream()
                .map(r -> r.getPropertyName() == null ? Integer.toString(r.getIndex()) : r.getPropertyName())
                .toList();
        String where = path.isEmpty() ? null : String.join(".", path);
        boolean unknown = e instanceof tools.jackson.databind.exc.UnrecognizedPropertyException;
        return Problem.of(
                400,
                "bad-body",
                "The body cannot be read",
                where == null ? "It is no JSON" : where + (unknown ? " is no field of it" : " is not of its kind"),
                where,
                BODY);
    }

    private static ResponseEntity<Problem> answer(Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE))
                .body(problem);
    }
}
