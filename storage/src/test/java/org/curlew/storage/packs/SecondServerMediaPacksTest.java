package org.curlew.storage.packs;

import java.nio.file.Path;
import org.curlew.storage.objects.TestObjectServer;

/** Packs written and read on another maker's server, by its settings alone. */
class SecondServerMediaPacksTest extends MediaPacksTest {

    @Override
    TestObjectServer server(Path where) {
        return TestObjectServer.independent();
    }
}
