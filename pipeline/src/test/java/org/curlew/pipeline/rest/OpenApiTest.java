package org.curlew.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.WithServed;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

@WithServed
class OpenApiTest {

    @Test
    void every_endpoint_of_the_api_and_no_other_is_described() {
        Served served = Served.instance();
        JsonNode document = Script.json(served.signedIn("vio").get("/api/openapi.json"));
        assertThat(document.get("openapi").asString()).isEqualTo("3.1.0");
        Set<String> described = new TreeSet<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(verb -> described.add(verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> mapped = new TreeSet<>();
        served.get(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, method) -> info.getPatternValues().stream()
                        .filter(p -> p.startsWith("/api/v1/") && !p.endsWith("/**"))
                        .forEach(p -> info.getMethodsCondition().getMethods().forEach(m -> mapped.add(m + " " + p))));
        assertThat(described).isEqualTo(mapped).hasSizeGreaterThan(40);
    }

    @Test
    void every_reference_leads_to_a_schema_and_every_operation_says_what_it_does() {
        JsonNode document = Script.json(Served.instance().signedIn("vio").get("/api/openapi.json"));
        for (String reference : document.toString().split("\"\\$ref\":\"")) {
            if (reference.startsWith("#/components/schemas/")) {
                String name = reference.substring(21, reference.indexOf('"'));
                assertThat(document.get("components").get("schemas").get(name))
                        .as(name)
                        .isNotNull();
            }
        }
        document.get("paths")
                .forEach(path -> path.forEach(operation ->
                        assertThat(operation.get("summary").asString()).isNotBlank()));
        JsonNode written =
                document.get("paths").get("/api/v1/register/{kind}/{id}").get("put");
        assertThat(written.toString()).contains("If-Match", "requestBody", "register:write");
    }
}
