package org.curlew.storage.packs;

import java.nio.file.Path;
import org.curlew.storage.objects.TestObjectServer;

/** Faults in the middle of the packs' work on another maker's server, by its settings alone. */
class SecondServerPackFaultTest extends PackFaultTest {

    @Override
    TestObjectServer server(Path where) {
        return TestObjectServer.independent();
    }
}
