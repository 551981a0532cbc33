package org.curlew.storage.retention;

import java.nio.file.Path;
import org.curlew.storage.objects.TestObjectServer;

/** Disposal of what lies on another maker's server, by its settings alone. */
class SecondServerDisposalTest extends DisposalTest {

    @Override
    TestObjectServer server(Path where) {
        return TestObjectServer.independent();
    }
}
