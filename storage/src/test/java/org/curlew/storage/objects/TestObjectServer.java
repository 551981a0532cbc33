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

    /** Names, in the environment, a server that runs already, as {@code http://ACCESS-KEY:SECRET-KEY@HOST:PORT/REGION}. */
    String NAMED = "CURLEW_TEST_OBJECTS";

    /**
     * Another maker's, with buckets of its own for each caller: the one that {@link #NAMED} names, else Adobe's S3Mock, one
     * process for the whole test JVM.
     */
    static TestObjectServer independent() {
        String named = System.getenv(NAMED);
        if (named != null) {
            return named(URI.create(named));
        }
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

    private static TestObjectServer named(URI address) {
        String[] account = address.getUserInfo().split(":", 2);
        URI endpoint = URI.create(address.getScheme() + "://" + address.getHost() + ":" + address.getPort());
        String region = address.getPath().substring(1);
        String mark = "-" + Long.toString(System.nanoTime(), 36);
        return new TestObjectServer() {
            @Override
            public ObjectStoreSettings settings(String bucket) {
                return new ObjectStoreSettings(endpoint, account[0], account[1], region, bucket + mark);
            }

            @Override
            public void close() {
                // it is the caller's, and so are the buckets
            }
        };
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
