package org.curlew.pipeline.application;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * The force named no server of its own, so the embedded one is started. Spring's {@code ConditionalOnProperty} cannot say it:
 * to it an empty value that is asked for means any value but "false".
 */
abstract class NoServerNamed implements Condition {

    private final String setting;

    private NoServerNamed(String setting) {
        this.setting = setting;
    }

    @Override
    public final boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return !StringUtils.hasLength(context.getEnvironment().getProperty(setting));
    }

    /** No PostgreSQL. */
    static final class Database extends NoServerNamed {
        Database() {
            super("spring.datasource.url");
        }
    }

    /** No S3 server. */
    static final class Objects extends NoServerNamed {
        Objects() {
            super("curlew.objects.endpoint");
        }
    }
}
