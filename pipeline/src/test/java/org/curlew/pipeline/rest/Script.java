package org.curlew.pipeline.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.ApiTokens;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Served;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Someone's script: calls with a token and reads JSON. */
final class Script {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Served served;
    private final String secret;

    private Script(Served served, String secret) {
        this.served = served;
        this.secret = secret;
    }

    static Script of(Served served, String user) {
        return of(served, user, EnumSet.allOf(Scope.class));
    }

    static Script of(Served served, String user, Set<Scope> scopes) {
        Viewer viewer = served.get(Accounts.class).find(user).orElseThrow().viewer();
        return new Script(
                served,
                served.get(ApiTokens.class)
                        .issue(viewer, "test", scopes, Duration.ofDays(1))
                        .secret());
    }

    static Script with(Served served, String secret) {
        return new Script(served, secret);
    }

    String secret() {
        return secret;
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** @param headers names and values by turns */
    HttpResponse<String> send(String method, String path, String json, String... headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(served.address() + path)).header("Authorization", "Bearer " + secret);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
