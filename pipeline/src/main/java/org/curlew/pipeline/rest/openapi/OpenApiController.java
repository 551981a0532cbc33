package org.curlew.pipeline.rest.openapi;

import java.util.Map;
import org.curlew.pipeline.application.ToolVersion;
import org.curlew.pipeline.security.Allowed;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Serves the description of the API to whoever is signed in. */
@RestController
@ConditionalOnWebApplication
class OpenApiController {

    private final ObjectProvider<RequestMappingHandlerMapping> handlers;

    OpenApiController(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers) {
        this.handlers = handlers;
    }

    @GetMapping(path = "/api/openapi.json", produces = "application/json")
    @Allowed(everyone = true)
    Map<String, Object> document() {
        return Description.of(handlers.getObject().getHandlerMethods(), ToolVersion.text());
    }
}
