package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every endpoint, found by reflection, called as every role and as nobody; who gets in stands in endpoints.csv. */
@WithServed
class EndpointTableTest {

    private static final List<String> USERS =
            List.of("examiner", "grader", "supervisor", "vio", "command", "auditor", "admin", "welfare");

    private static final String NOT_FOR_THE_ROLE = "is not for your role";

    @Test
    void each_endpoint_lets_in_exactly_those_whom_the_table_names() throws IOException {
        Served served = Served.instance();
        Map<String, Visitor> visitors = new LinkedHashMap<>();
        USERS.forEach(u -> visitors.put(u, served.signedIn(u)));
        List<String> rows = new ArrayList<>();
        rows.add("endpoint,nobody," + String.join(",", USERS));
        for (String endpoint : endpoints(served)) {
            StringBuilder row = new StringBuilder(endpoint);
            row.append(',').append(letsIn(served.visitor(), endpoint) ? "yes" : "no");
            for (String user : USERS) {
                boolean endsSession = endpoint.equals("POST /sign-out");
                Visitor visitor = endsSession ? served.signedIn(user) : visitors.get(user);
                row.append(',').append(letsIn(visitor, endpoint) ? "yes" : "no");
            }
            rows.add(row.toString());
        }
        Path actual = Path.of("target", "endpoints.csv");
        Files.write(actual, rows);
        assertThat(rows)
                .as("who may call what; if a change is meant, copy %s over src/test/resources/endpoints.csv", actual)
                .containsExactlyElementsOf(expected());
        assertThat(everyConnectionComesBack(served))
                .as("an endpoint keeps a connection to the database: after some visits nobody gets one")
                .isTrue();
    }

    /** What the machine does meanwhile takes one for moments; one that is kept is never back. */
    private static boolean everyConnectionComesBack(Served served) {
        HikariPoolMXBean pool = ((HikariDataSource) served.get(DataSource.class)).getHikariPoolMXBean();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (pool.getActiveConnections() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        return System.nanoTime() < end;
    }

    private static Set<String> endpoints(Served served) {
        Set<String> found = new TreeSet<>();
        for (RequestMappingInfo info : served.get(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()) {
            Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
            for (String path : info.getPatternValues()) {
                (methods.isEmpty() ? Set.of(RequestMethod.GET) : methods).forEach(m -> found.add(m + " " + path));
            }
        }
        return found;
    }

    /** Whether the endpoint itself answered, be it that there is no such thing; not the gate, not the sign-in page. */
    private static boolean letsIn(Visitor visitor, String endpoint) {
        String[] parts = endpoint.split(" ");
        String path = parts[1].replaceAll("\\{(id|caseId|exhibitId|suspect|ordinal|version)}", "999999999")
                .replaceAll("\\{(segment|number)}", "1")
                .replaceAll("\\{[a-zA-Z0-9]+}", "none");
        if (!parts[0].equals("GET")) {
            visitor.get("/sign-in");
        }
        HttpResponse<String> answer = parts[0].equals("GET")
                ? visitor.get(path)
                : path.startsWith("/api/") ? visitor.call(parts[0], path, "{}") : visitor.post(path, Map.of());
        assertThat(answer.statusCode()).as("%s failed", endpoint).isNotEqualTo(500);
        boolean toSignIn = answer.statusCode() == 302
                        && answer.headers().firstValue("Location").orElse("").endsWith("/sign-in")
                || answer.statusCode() == 401 && path.startsWith("/api/");
        boolean refused = answer.statusCode() == 403 && answer.body().contains(NOT_FOR_THE_ROLE);
        boolean badToken = answer.statusCode() == 403
                && (answer.body().contains("The form was not accepted")
                        || answer.body().contains("no-form-token"));
        assertThat(badToken).as("%s was called without a valid token", endpoint).isFalse();
        // These lead to the sign-in page by themselves; the first for everyone, the second for who was signed in.
        boolean bySelf = path.startsWith("/sign-in") || path.equals("/sign-out") && visitor.wasSignedIn();
        return !refused && (!toSignIn || bySelf);
    }

    private static List<String> expected() throws IOException {
        try (InputStream in = EndpointTableTest.class.getResourceAsStream("/endpoints.csv")) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        }
    }
}
