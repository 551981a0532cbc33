package org.curlew.storage.objects;

import java.net.URI;
import java.nio.file.Path;

/** A server that the tests run on; which one is only a matter of its settings. */
public interface TestObjectServer extends AutoCloseable {

    ObjectStoreSettings settings(String bucket);

    @Override
    void close();

    /** The application's own. */
    static TestObjectServer embedded(Path folder) {
        EmbeddedObjectServer server = EmbeddedObjectServer.start(folder);
        return new TestObjectServer() {
            @Override
            public ObjectStoreSettings settings(String bucket) {
                return server.settings(bucket);
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    /** Another maker's: Adobe's S3Mock, one process for the whole test JVM, with buckets of its own for each caller. */
    static TestObjectServer independent() {
        // the process ends with the JVM
        return independent(S3MockProcess.endpoint(), "-" + S3MockProcess.nextCaller(), () -> {});
    }

    /** The same maker's in a process of its own, which keeps its objects in this folder. */
    static TestObjectServer independentOn(Path folder) {
        S3MockProcess.Running own = S3MockProcess.startOn(folder);
        return independent(
                S3MockProcess.endpoint(own.port()),
                "",
                () -> own.process().destroyForcibly().onExit().join());
    }

    private static TestObjectServer independent(URI endpoint, String mark, Runnable end) {
        return new TestObjectServer() {
            @Override
            public ObjectStoreSettings settings(String bucket) {
                return new ObjectStoreSettings(endpoint, "any", "any-secret", "us-east-1", bucket + mark);
            }

            @Override
            public void close() {
                end.run();
            }
        };
    }
}
