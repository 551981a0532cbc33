package org.curlew.pipeline.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.Visitor;
import org.curlew.pipeline.web.WithServed;
import org.curlew.triage.reviews.Reviews;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The stranger of {@link OtherCasesTest} sends every form and makes every call that takes a number of a case, with fields that would
 * pass. The addresses are found by reflection, so that a new act is tried here by itself.
 */
@WithServed
class OtherCasesActsTest {

    /** Acts with a part that names nothing of a case, the person's own, and the one that opens a case on purpose. */
    private static final Set<String> OF_NO_CASE = Set.of(
            "/account/sessions/{id}/end",
            "/account/tokens/{id}/end",
            "/administration/hash-sets/{version}/approve",
            "/administration/schemes/{name}/{version}/checked",
            "/administration/schemes/{name}/{version}/decision",
            "/administration/users/{name}/disabled",
            "/administration/users/{name}/reset",
            "/administration/users/{name}/roles",
            "/api/v1/exposure/{grader}/override",
            "/api/v1/hash-sets/{version}/approval",
            "/api/v1/hash-sets/{version}/retirement",
            "/api/v1/notifications/{id}/acknowledgement",
            "/api/v1/recommendations/{id}/closure",
            "/api/v1/recommendations/{id}/evidence",
            "/api/v1/register/{kind}",
            "/api/v1/review-cover/{id}/answer",
            "/api/v1/rules/{kind}",
            "/api/v1/rules/{kind}/trial",
            "/api/v1/tokens/{id}",
            "/audit/emergencies/{id}/seen",
            "/cases/{id}/emergency",
            "/command/actions/{id}/done",
            "/command/recommendations/{id}/close",
            "/command/recommendations/{id}/evidence",
            "/notifications/{id}",
            "/reviews/cover/{id}/accept",
            "/reviews/cover/{id}/decline");

    /** The sample force has none of these, so there is no number to try. */
    private static final Set<String> NONE_IN_THE_FORCE = Set.of(
            "/api/v1/bundles/{id}/receipt",
            "/api/v1/bundles/{id}/sent",
            "/api/v1/proportionate/{id}/decision",
            "/api/v1/releases/{id}/decision",
            "/api/v1/review-audits/{id}/grade",
            "/api/v1/victims/referrals/{id}/answer",
            "/proportionate/{id}/decision",
            "/retention/disposals/{id}",
            "/retention/{id}/keep",
            "/retention/{id}/propose",
            "/second-grading/{id}/grades",
            "/victims/bundles/{id}/receipt",
            "/victims/bundles/{id}/sent",
            "/victims/releases/{id}/bundle",
            "/victims/releases/{id}/decision");

    private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private static Served served;
    private static Visitor stranger;

    @BeforeAll
    static void serve() {
        served = Served.instance();
        served.get(Reviews.class).start(served.teamCase(), "supervisor");
        stranger = Stranger.signedIn(served);
        stranger.get("/account");
    }

    /** An act: how it is called and what it takes. */
    private record Act(RequestMethod method, String address, HandlerMethod handler) {}

    private static Map<String, Act> acts() {
        Map<String, Act> acts = new TreeMap<>();
        served.get(RequestMappingHandlerMapping.class).getHandlerMethods().forEach((info, handler) -> {
            for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                for (String address : info.getPatternValues()) {
                    if (method != RequestMethod.GET && address.contains("{")) {
                        acts.put(method + " " + address, new Act(method, address, handler));
                    }
                }
            }
        });
        return acts;
    }

    @Test
    void no_act_on_another_teams_case_is_taken_from_a_stranger() {
        Map<String, Act> left = acts();
        Stranger.numbers(served).forEach((pattern, ids) -> {
            assertThat(ids).as(pattern).isNotEmpty();
            List<String> mine = left.keySet().stream()
                    .filter(a -> !OF_NO_CASE.contains(left.get(a).address()))
                    .filter(a -> !left.get(a).address().startsWith("/reviews/cover/"))
                    .filter(a -> Pattern.compile(pattern)
                            .matcher(left.get(a).address())
                            .find())
                    .toList();
            assertThat(mine).as(pattern).isNotEmpty();
            mine.forEach(a -> ids.forEach(id -> refused(left.get(a), id)));
            left.keySet().removeAll(mine);
        });
        long details = served.jdbc()
                .sql("select max(entry_id) from register_version where kind = 'CaseDetails' and case_id = ?")
                .param(served.teamCase())
                .query(Long.class)
                .single();
        left.values().stream()
                .filter(a -> a.address().equals("/api/v1/register/{kind}/{id}"))
                .forEach(a -> refused(a, details));
        left.values()
                .removeIf(a -> a.address().equals("/api/v1/register/{kind}/{id}")
                        || OF_NO_CASE.contains(a.address())
                        || NONE_IN_THE_FORCE.contains(a.address()));
        assertThat(left.keySet())
                .as("acts with a number that nobody tries: add what makes such a number, or say why none is needed")
                .isEmpty();
    }

    private static void refused(Act act, long id) {
        String path = Stranger.filled(act.address(), id);
        boolean call = path.startsWith("/api/");
        HttpResponse<String> answer = call
                ? stranger.call(act.method().name(), path, body(act.handler()))
                : stranger.post(path, form(act.handler()));
        assertThat(answer.statusCode())
                .as(
                        "%s %s: %s",
                        act.method(),
                        path,
                        answer.headers().firstValue("Location").orElse(""))
                .isIn(403, 404);
        assertThat(answer.body()).as(path).doesNotContain("SAMPLE-", "no-form-token", "The form was not accepted");
    }

    private static Map<String, String> form(HandlerMethod handler) {
        Map<String, String> fields = Arrays.stream(handler.getMethodParameters())
                .filter(p -> p.hasParameterAnnotation(RequestParam.class))
                .collect(Collectors.toMap(OtherCasesActsTest::name, p -> text(p.getParameterType())));
        // Forms whose fields are the rules' own: a question of the review's first part.
        fields.put("text-seen", "The child was seen");
        return fields;
    }

    private static String name(MethodParameter parameter) {
        parameter.initParameterNameDiscovery(NAMES);
        String named = parameter.getParameterAnnotation(RequestParam.class).name();
        return named.isEmpty() ? parameter.getParameterName() : named;
    }

    /** What passes as a field of the type; a string is long enough for a reason. */
    private static String text(Class<?> type) {
        if (type.isEnum()) {
            return ((Enum<?>) type.getEnumConstants()[0]).name();
        }
        if (type == LocalDate.class) {
            return LocalDate.now().plusDays(1).toString();
        }
        if (type == LocalDateTime.class) {
            return "2026-01-05T10:00";
        }
        if (type == Instant.class) {
            return "2030-01-05T10:00:00Z";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true";
        }
        if (type == List.class) {
            return "0".repeat(64);
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type) ? "1" : "because it was asked for";
    }

    private static String body(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(p -> p.hasParameterAnnotation(RequestBody.class))
                .map(p -> json(p.getParameterType(), p.getParameterType()))
                .findFirst()
                .orElse("{}");
    }

    private static String json(Class<?> type, Type generic) {
        if (type.isRecord()) {
            return Arrays.stream(type.getRecordComponents())
                    .map(c -> "\"" + c.getName() + "\":" + json(c))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (type == List.class) {
            Type of = generic instanceof ParameterizedType p ? p.getActualTypeArguments()[0] : String.class;
            return "[" + (of == String.class ? "\"" + "0".repeat(64) + "\"" : json((Class<?>) of, of)) + "]";
        }
        boolean object =
                Map.class.isAssignableFrom(type) || type.getSimpleName().equals("JsonNode");
        String value = text(type);
        return object ? "{}" : value.matches("1|true") ? value : "\"" + value + "\"";
    }

    private static String json(RecordComponent component) {
        return json(component.getType(), component.getGenericType());
    }
}
