package org.curlew.endtoend;

import java.util.Map;
import org.curlew.storage.objects.ObjectStoreSettings;
import org.curlew.storage.objects.TestObjectServer;

/** The same on another maker's server, by the application's settings alone. */
class SecondServerStoredImageTest extends StoredImageContract {

    private final ObjectStoreSettings server = TestObjectServer.independent().settings("images");

    @Override
    Map<String, Object> settings() {
        return Map.of(
                "curlew.images.keep", "store",
                "curlew.objects.endpoint", server.endpoint().toString(),
                "curlew.objects.access-key", server.accessKey(),
                "curlew.objects.secret-key", server.secretKey(),
                "curlew.objects.bucket", server.bucket());
    }
}
