package org.curlew.storage.packs;

import java.nio.file.Path;
import org.curlew.storage.objects.TestObjectServer;

/** Storing, reading, erasing and compacting on another maker's server, by its settings alone. */
class SecondServerPacksTest extends PackErasureTest {

    @Override
    TestObjectServer server(Path where) {
        return TestObjectServer.independent();
    }
}
