package org.curlew.storage.packs;

import java.nio.file.Path;
import org.curlew.storage.objects.ObjectStoreException;
import org.curlew.storage.objects.TestObjectServer;

/** Another maker's server on a disk that really gets full. */
class SecondServerFullStoreTest extends FullStoreTest {

    @Override
    TestObjectServer server(Path where) {
        return TestObjectServer.independentOn(where);
    }

    /** It has no word for it. */
    @Override
    ObjectStoreException.Kind told() {
        return ObjectStoreException.Kind.UNAVAILABLE;
    }
}
