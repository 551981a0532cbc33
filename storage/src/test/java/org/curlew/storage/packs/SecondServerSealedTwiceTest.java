package org.curlew.storage.packs;

import java.nio.file.Path;
import org.curlew.storage.objects.TestObjectServer;

/** One pack and several who seal it, on another maker's server. */
class SecondServerSealedTwiceTest extends SealedTwiceTest {

    @Override
    TestObjectServer server(Path where) {
        return TestObjectServer.independent();
    }
}
