package org.curlew.pipeline.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** No call of the API is longer than it needs to be: the server bounds forms by itself, but not JSON. */
final class BodyLimit extends OncePerRequestFilter {

    /** Enough for a thousand digests, or a review's longest answers. */
    static final int BYTES = 1 << 20;

    private static final Problem TOO_LONG =
            Problem.of(413, "too-long", "The body is too long", "A call has at most 1 MiB", null, "Send it in parts");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > BYTES) {
            TOO_LONG.send(response);
            return;
        }
        chain.doFilter(new Bounded(request), response);
    }

    /** A body without a declared length ends in an error where the limit is. */
    private static final class Bounded extends HttpServletRequestWrapper {

        Bounded(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            ServletInputStream whole = super.getInputStream();
            return new ServletInputStream() {
                private int read;

                @Override
                public int read() throws IOException {
                    int next = whole.read();
                    if (next >= 0 && ++read > BYTES) {
                        throw new IOException("The body is longer than " + BYTES + " bytes");
                    }
                    return next;
                }

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    int count = whole.read(bytes, from, length);
                    read += Math.max(0, count);
                    if (read > BYTES) {
                        throw new IOException("The body is longer than " + BYTES + " bytes");
                    }
                    return count;
                }

                @Override
                public boolean isFinished() {
                    return whole.isFinished();
                }

                @Override
                public boolean isReady() {
                    return whole.isReady();
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    whole.setReadListener(listener);
                }
            };
        }
    }
}
