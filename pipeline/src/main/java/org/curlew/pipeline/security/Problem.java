package org.curlew.pipeline.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A refusal or failure of the API as RFC 9457 writes it, with two members more.
 *
 * @param type a URN that does not change: {@code urn:curlew:problem:not-for-you}
 * @param title what it is, the same for every problem of the type
 * @param detail what happened this time
 * @param where the field, parameter or thing it is about; null where it is the request as a whole
 * @param todo what to do
 */
public record Problem(String type, String title, int status, String detail, String where, String todo) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(int status, String code, String title, String detail, String where, String todo) {
        return new Problem("urn:curlew:problem:" + code, title, status, detail, where, todo);
    }

    /** Answers a request that never reached an endpoint. */
    void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.getWriter().write(JsonMapper.shared().writeValueAsString(this));
    }
}
