package org.curlew.pipeline.security;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The headers that bind the browser stand on every answer before anything else looks at the request: what the firewall or the server
 * itself refuses never comes to the filter that writes them.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class BareAnswers {

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", WebSecurity.CONTENT_POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer");

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> headersOnEveryAnswer() {
        return factory -> factory.addEngineValves(new Headers());
    }

    private static final class Headers extends ValveBase {

        Headers() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            HEADERS.forEach(response::setHeader);
            getNext().invoke(request, response);
        }
    }
}
