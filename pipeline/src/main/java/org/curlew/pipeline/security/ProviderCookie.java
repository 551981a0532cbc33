package org.curlew.pipeline.security;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Cookie;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * The way back from a provider of another site is a navigation that carries no strict cookie, so the session of a started sign-in
 * would not be found. Only where a provider is configured the cookie is lax; against forged forms each form has its token.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class ProviderCookie {

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 1)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> laxWhereAProviderIs(Environment environment) {
        boolean provider = org.springframework.boot.context.properties.bind.Binder.get(environment)
                .bind("spring.security.oauth2.client.registration", Object.class)
                .isBound();
        return factory -> {
            if (provider) {
                factory.getSettings().getSession().getCookie().setSameSite(Cookie.SameSite.LAX);
            }
        };
    }
}
