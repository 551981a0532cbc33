package org.curlew.pipeline.rest;

import org.curlew.pipeline.security.Problem;

/** A call that the API itself refuses, with what, where and what to do. */
public class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** @param code what the problem's type ends in */
    public ApiException(int status, String code, String title, String detail, String where, String todo) {
        super(detail);
        this.problem = Problem.of(status, code, title, detail, where, todo);
    }

    public static ApiException badParameter(String name, String wrong) {
        return new ApiException(
                400,
                "bad-parameter",
                "A parameter is not right",
                name + " " + wrong,
                name,
                "Correct it and call again");
    }

    public static ApiException missing(String detail) {
        return new ApiException(404, "not-found", "Not found", detail, null, "Start from a list");
    }

    public static ApiException refused(String where, String detail, String todo) {
        return new ApiException(422, "refused", "That was not done", detail, where, todo);
    }

    Problem problem() {
        return problem;
    }
}
