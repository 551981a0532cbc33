package org.curlew.pipeline.rest.openapi;

import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Problem;
import org.curlew.pipeline.security.Scoped;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/** An OpenAPI 3.1 document of the endpoints that are served, taken from the endpoints themselves, so that none is forgotten. */
final class Description {

    private final Schemas schemas = new Schemas();
    private final Map<String, Map<String, Object>> paths = new TreeMap<>();

    static Map<String, Object> of(Map<RequestMappingInfo, HandlerMethod> handlers, String version) {
        Description description = new Description();
        handlers.forEach((mapping, method) -> {
            if (AnnotatedElementUtils.hasAnnotation(method.getBeanType(), Api.class)) {
                mapping.getPatternValues().stream()
                        .filter(path -> !path.endsWith("/**"))
                        .forEach(path -> description.add(path, mapping, method));
            }
        });
        return description.document(version);
    }

    private Map<String, Object> document(String version) {
        Map<String, Object> schemes = Map.of(
                "token",
                Map.of("type", "http", "scheme", "bearer", "description", "A token made on your account page"),
                "session",
                Map.of("type", "apiKey", "in", "cookie", "name", "curlew"));
        Map<String, Object> problem = schemas.of(Problem.class);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title",
                        "Curlew",
                        "version",
                        version,
                        "description",
                        "OFFICIAL-SENSITIVE. Lists come in parts: send next as after. Errors are problem details"
                                + " (RFC 9457) with where and todo. Changes name the version they were made from in If-Match."
                                + " Creations take an Idempotency-Key; the same request sent again creates nothing."));
        document.put("servers", List.of(Map.of("url", "/")));
        document.put("security", List.of(Map.of("token", List.of()), Map.of("session", List.of())));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "securitySchemes",
                        schemes,
                        "schemas",
                        schemas.all(),
                        "responses",
                        Map.of(
                                "Problem",
                                Map.of(
                                        "description",
                                        "What happened, where, and what to do",
                                        "content",
                                        Map.of(Problem.MEDIA_TYPE, Map.of("schema", problem))))));
        return document;
    }

    private void add(String path, RequestMappingInfo mapping, HandlerMethod method) {
        for (RequestMethod verb : mapping.getMethodsCondition().getMethods()) {
            paths.computeIfAbsent(path, _ -> new TreeMap<>())
                    .put(verb.name().toLowerCase(Locale.ROOT), operation(path, method));
        }
    }

    private Map<String, Object> operation(String path, HandlerMethod method) {
        Does does = method.getMethodAnnotation(Does.class);
        if (does == null) {
            throw new IllegalStateException(method + " does not say what it does: add @Does");
        }
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", does.value());
        operation.put(
                "operationId",
                method.getBeanType().getSimpleName() + "." + method.getMethod().getName());
        operation.put("tags", List.of(path.split("/")[3]));
        Scoped scoped = method.getMethodAnnotation(Scoped.class);
        if (scoped != null) {
            operation.put("x-scope", scoped.value().label());
        }
        operation.put("x-roles", roles(method));
        List<Object> parameters = new ArrayList<>();
        for (Parameter parameter : method.getMethod().getParameters()) {
            if (parameter.isAnnotationPresent(RequestBody.class)) {
                operation.put(
                        "requestBody", Map.of("required", true, "content", json(parameter.getParameterizedType())));
            } else {
                parameter(parameter, parameters);
            }
        }
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        operation.put("responses", responses(method));
        return operation;
    }

    private void parameter(Parameter parameter, List<Object> parameters) {
        RequestParam query = parameter.getAnnotation(RequestParam.class);
        RequestHeader header = parameter.getAnnotation(RequestHeader.class);
        if (parameter.isAnnotationPresent(PathVariable.class)) {
            parameters.add(described(parameter.getName(), "path", true, parameter));
        } else if (query != null) {
            parameters.add(described(parameter.getName(), "query", false, parameter));
        } else if (header != null) {
            parameters.add(described(header.name(), "header", header.name().equals("If-Match"), parameter));
        }
    }

    private Map<String, Object> described(String name, String in, boolean required, Parameter parameter) {
        return Map.of(
                "name", name, "in", in, "required", required, "schema", schemas.of(parameter.getParameterizedType()));
    }

    private Map<String, Object> responses(HandlerMethod method) {
        Type answer = method.getMethod().getGenericReturnType();
        boolean creates = Arrays.stream(method.getMethod().getParameters())
                .map(p -> p.getAnnotation(RequestHeader.class))
                .anyMatch(h -> h != null && h.name().equals("Idempotency-Key"));
        if (answer instanceof ParameterizedType generic && generic.getRawType() == ResponseEntity.class) {
            answer = generic.getActualTypeArguments()[0];
        }
        Map<String, Object> ok = answer == void.class
                ? Map.of("description", "Done")
                : Map.of("description", creates ? "Created" : "Found or done", "content", json(answer));
        return Map.of(creates ? "201" : "200", ok, "default", Map.of("$ref", "#/components/responses/Problem"));
    }

    private Map<String, Object> json(Type type) {
        return Map.of("application/json", Map.of("schema", schemas.of(type)));
    }

    private static List<String> roles(HandlerMethod method) {
        Allowed allowed = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Allowed.class);
        if (allowed == null) {
            allowed = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Allowed.class);
        }
        return allowed.everyone()
                ? List.of("*")
                : Arrays.stream(allowed.value()).map(Enum::name).toList();
    }
}
