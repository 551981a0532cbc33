package org.curlew.pipeline.security;

import org.curlew.pipeline.application.DataFolder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** HTTPS, where {@code curlew.web.tls} asks for it: with the force's certificate, or one made on the first start. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnProperty(name = "curlew.web.tls", havingValue = "true")
class TransportSecurity {

    @Bean
    OwnCertificate ownCertificate(DataFolder folder) {
        return new OwnCertificate(folder.folder("keys").resolve("pages.p12"));
    }

    /** After Boot's own settings, so that a certificate named there stays. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> overTls(
            OwnCertificate certificate, @Value("${server.ssl.key-store:}") String forces) {
        return factory -> {
            factory.getSettings().getSession().getCookie().setSecure(true);
            if (forces.isEmpty()) {
                Ssl ssl = new Ssl();
                ssl.setKeyStore(certificate.store().toUri().toString());
                ssl.setKeyStorePassword(OwnCertificate.STORE_PASSWORD);
                ssl.setKeyAlias(OwnCertificate.ALIAS);
                ssl.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
                factory.setSsl(ssl);
            }
        };
    }
}
