package org.curlew.pipeline.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One person's browser, for the load test: it keeps its session and reads pages. */
final class WebUser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();
    private final String address;

    WebUser(String address) {
        this.address = address;
    }

    void signIn(String name, String password) throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(client.send(
                        HttpRequest.newBuilder(URI.create(address + "/sign-in")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
        String form = (token.find() ? "_csrf=" + encode(token.group(1)) + "&" : "") + "name=" + encode(name)
                + "&password=" + encode(password);
        client.send(
                HttpRequest.newBuilder(URI.create(address + "/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    /** Nanoseconds from the request to the last byte of the answer, which must be the page and nothing else. */
    long time(String page) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<Void> answer = client.send(
                HttpRequest.newBuilder(URI.create(address + page)).build(), HttpResponse.BodyHandlers.discarding());
        long taken = System.nanoTime() - start;
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(page + " was answered with " + answer.statusCode() + ", not with the page");
        }
        return taken;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
