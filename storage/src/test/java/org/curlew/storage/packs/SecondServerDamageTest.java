package org.curlew.storage.packs;

import java.nio.file.Path;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.TestObjectServer;

/** Damage, loss and keys of packs on another maker's server, by its settings alone; the damage is done by a put. */
class SecondServerDamageTest extends PackDamageTest {

    @Override
    TestObjectServer server(Path where) {
        return TestObjectServer.independent();
    }

    @Override
    byte[] object() {
        return fixture.store.get(objectKey(), 0, (int)
                fixture.store.head(objectKey()).orElseThrow().size());
    }

    @Override
    void replaceObject(byte[] with) {
        fixture.store.put(objectKey(), ObjectContent.of(with));
    }

    @Override
    void loseObject() {
        fixture.store.delete(objectKey());
    }
}
