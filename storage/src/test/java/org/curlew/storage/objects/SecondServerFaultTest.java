package org.curlew.storage.objects;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same faults between us and another maker's server, by its settings alone. */
class SecondServerFaultTest extends ObjectStoreFaultTest {

    @Override
    TestObjectServer server(Path where) {
        return TestObjectServer.independent();
    }

    /** Its disk is its own affair; what it would show of the object is ours. */
    @Override
    List<?> halves() {
        List<Object> found = new ArrayList<>(store.locks().versions("torn"));
        store.list("torn", found::add);
        return found;
    }
}
