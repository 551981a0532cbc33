package org.curlew.pipeline.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.temporal.Temporal;
import java.util.UUID;
import org.curlew.pipeline.security.AccountException;
import org.curlew.pipeline.security.NotForYouException;
import org.curlew.pipeline.security.ReasonNeededException;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.security.Viewers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Says what happened and what to do, without telling a stranger anything about the inside. */
@ControllerAdvice
@ConditionalOnWebApplication
@Order(100)
class Failures {

    private static final String GO_BACK = " Go back in your browser: what you typed is still there.";

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @ExceptionHandler(NotForYouException.class)
    ModelAndView notForYou(NotForYouException e, HttpServletRequest request, HttpServletResponse response) {
        Viewer viewer = Viewers.of(request);
        return page(
                        response,
                        request,
                        HttpStatus.FORBIDDEN,
                        "You cannot open this case",
                        "It belongs to another team and nobody has given you access. Ask the case's supervisor.")
                .addObject("emergencyCase", e.caseId())
                .addObject("emergency", viewer != null && viewer.isAny(Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.VIO));
    }

    /** Nothing is shown before a reason is given; the page asked for is opened after that. */
    @ExceptionHandler(ReasonNeededException.class)
    ModelAndView reasonNeeded(ReasonNeededException e, HttpServletRequest request, HttpServletResponse response) {
        ModelAndView asked =
                page(response, request, HttpStatus.FORBIDDEN, "Say why you look at this case", e.getMessage() + ".");
        asked.addObject("reasonCase", e.caseId());
        return asked.addObject("next", request.getMethod().equals("GET") ? request.getRequestURI() : "");
    }

    @ExceptionHandler(AccessDeniedException.class)
    ModelAndView denied(HttpServletRequest request, HttpServletResponse response) {
        return page(
                response,
                request,
                HttpStatus.FORBIDDEN,
                "This page is not for your role",
                "If you need it for your work, ask an administrator to give you the role.");
    }

    @ExceptionHandler({NotFoundException.class, org.curlew.pipeline.security.NoSuchCaseException.class})
    ModelAndView missing(RuntimeException e, HttpServletRequest request, HttpServletResponse response) {
        return page(response, request, HttpStatus.NOT_FOUND, "Not found", e.getMessage());
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ModelAndView mismatch(
            MethodArgumentTypeMismatchException e, HttpServletRequest request, HttpServletResponse response) {
        if (e.getParameter().hasParameterAnnotation(RequestParam.class)
                && request.getMethod().equals("POST")) {
            return page(
                    response,
                    request,
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "That was not done",
                    "Form, " + e.getName() + ": is not " + kind(e.getRequiredType()) + GO_BACK);
        }
        return page(
                response,
                request,
                HttpStatus.NOT_FOUND,
                "Not found",
                "There is nothing at this address: start from a list.");
    }

    @ExceptionHandler({
        AccountException.class,
        org.curlew.triage.register.RegisterException.class,
        org.curlew.triage.queue.QueueException.class,
        org.curlew.triage.hashsets.HashSetException.class,
        org.curlew.triage.reviews.ReviewException.class,
        org.curlew.triage.obligations.ObligationException.class,
        org.curlew.triage.referrals.ReferralException.class,
        org.curlew.grading.sessions.GradingException.class,
        org.curlew.grading.caid.CaidException.class
    })
    ModelAndView refused(RuntimeException e, HttpServletRequest request, HttpServletResponse response) {
        return page(
                response,
                request,
                HttpStatus.UNPROCESSABLE_CONTENT,
                "That was not done",
                e.getMessage() + (request.getMethod().equals("POST") ? GO_BACK : ""));
    }

    /** What a field of the form takes; what was typed is not repeated, since it can name a person. */
    private static String kind(Class<?> type) {
        if (type == null) {
            return "one of the answers; choose one of the list.";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "a date; choose one from the calendar.";
        }
        boolean number = Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class;
        return number ? "a number; write digits alone, without a unit." : "one of the answers; choose one of the list.";
    }

    @ExceptionHandler(Exception.class)
    ModelAndView other(Exception e, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (e instanceof ErrorResponse known) {
            HttpStatusCode status = known.getStatusCode();
            return page(
                    response,
                    request,
                    status,
                    status.value() == 404 ? "Not found" : "That request cannot be served",
                    "Start again from a list or from your first page.");
        }
        if (response.isCommitted()) {
            throw e;
        }
        String number = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Page failure {}", number, e);
        return page(
                response,
                request,
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Something went wrong",
                "Nothing was changed. Try again; if it stays so, tell an administrator the number " + number + ".");
    }

    private static ModelAndView page(
            HttpServletResponse response,
            HttpServletRequest request,
            HttpStatusCode status,
            String title,
            String text) {
        response.setStatus(status.value());
        ModelAndView page = new ModelAndView("failure");
        page.addObject("heading", title);
        page.addObject("text", text);
        page.addObject("me", Viewers.of(request));
        return page;
    }
}
