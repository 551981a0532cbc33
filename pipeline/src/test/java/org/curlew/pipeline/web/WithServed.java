package org.curlew.pipeline.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts the application that all classes of a test process share before their first test. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithServed.Starting.class)
@Tag("served")
public @interface WithServed {

    /** It ends with the process: where several processes share the classes, each class is a run of its own to JUnit. */
    final class Starting implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            Served.instance();
        }
    }
}
